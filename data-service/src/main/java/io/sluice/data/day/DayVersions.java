package io.sluice.data.day;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Which jobs' rows the days hold. All methods block, and throw
/// [io.sluice.data.batch.DatabaseUnavailableException] when the database does not serve them.
public interface DayVersions {
    Optional<DayVersion> find(JobId job);

    /// What the day holds now; empty for a day that never was.
    Optional<DayVersion> current(AccountId account, SourceType source, DataDate date);

    /// Runs changes of one table as one transaction, alone among all instances.
    ///
    /// @param work a failure of it changes nothing
    <T> T change(AccountId account, SourceType source, Function<Change, T> work);

    /// A version that was replaced.
    ///
    /// @param file its key; empty when no row was accepted
    /// @param replacedBy the snapshot; empty for one that was replaced before this was noted
    record Replaced(JobId job, Optional<String> file, Optional<Long> replacedBy) {}

    /// What one transaction may do.
    interface Change {
        Optional<DayVersion> find(JobId job);

        Optional<DayVersion> current(DataDate date);

        /// Where the table's metadata is; empty while there is no table.
        Optional<String> metadata();

        /// Makes the catalogue name other metadata.
        void moveTable(Optional<String> from, String to);

        /// The versions that were replaced that long ago and announced.
        List<Replaced> replaced(Duration age);

        /// They are not versions of their days any more.
        void forget(Collection<Replaced> versions);

        /// Makes the job's rows the data of its day, and notes that this is to be announced and copied.
        ///
        /// @param plainCopy whether the day is also kept at its plain path
        void replace(DaySwap swap, long snapshotId, boolean plainCopy);
    }
}
