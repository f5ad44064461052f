package io.sluice.data.snapshot;

import io.sluice.contracts.account.AccountId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Which snapshot is to be built next, as all instances know it. All methods block, and throw
/// [io.sluice.data.batch.DatabaseUnavailableException] when the database does not serve them.
interface SnapshotTurns {
    /// The source whose turn it is: accounts take turns. Something is to be done for it when its entities
    /// have changed and its snapshot is older than `age`, when somebody asked for one, when the plain copy
    /// is not what the snapshot holds, or when its account has changed ([#accountsChanged]). Sources that
    /// failed last come last.
    ///
    /// @param small whether sources with many entities are passed over, too
    Optional<DueSnapshot> next(Duration age, Passed passed, boolean small);

    /// Whose turn it is not.
    ///
    /// @param sets by their ids
    record Passed(Collection<Long> sets, Collection<AccountId> accounts) {}

    /// Accounts have changed, and perhaps schemas of their sources.
    ///
    /// @param versions those of their facts
    void accountsChanged(Map<AccountId, Long> versions);

    /// What was due is done.
    ///
    /// @param forNothing whether there was nothing to do: then a change of the account leads to no further
    /// look for a minute
    void ended(DueSnapshot due, boolean forNothing);

    /// A build has failed.
    ///
    /// @return how long no instance tries again
    Duration failed(EntitySource source);
}
