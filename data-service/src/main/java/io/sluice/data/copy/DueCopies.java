package io.sluice.data.copy;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The days whose plain copies are not what the days hold. All methods block, and throw
/// [io.sluice.data.batch.DatabaseUnavailableException] when the database does not serve them.
interface DueCopies {
    /// A day that changed.
    ///
    /// @param file its file; empty when the day is empty, or its source keeps no plain copies
    record Due(JobRef job, Optional<DataFile> file) {}

    /// What an account copies at its turn.
    ///
    /// @param days one or more, the oldest change first
    record Turn(AccountId account, List<Due> days) {
        public Turn {
            days = List.copyOf(days);
        }
    }

    /// The next turns: accounts in their order, each once, with the days that changed first.
    ///
    /// @param after the account that had its turn last; empty for the first ones
    /// @param atWork accounts that have their turn now
    /// @param failed jobs that failed in this run
    /// @param limit fewer are found only when no account comes after them
    List<Turn> find(Optional<AccountId> after, Set<AccountId> atWork, Set<JobId> failed, int limit);

    /// The copy is made. If the day has changed since, its copy is due again.
    ///
    /// @return false when the job is not known any more, because its account was erased
    boolean copied(JobId job);

    /// Runs the work unless another instance runs its own; a copy of an older version must not come last.
    void whileAlone(Runnable work);
}
