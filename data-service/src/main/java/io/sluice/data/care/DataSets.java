package io.sluice.data.care;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the database says about data sets. All methods block, and throw
/// [io.sluice.data.batch.DatabaseUnavailableException] when the database does not serve them.
public interface DataSets {
    /// One source's table.
    record Table(AccountId account, SourceType source) {}

    /// Tables with versions of days that were replaced that long ago and are announced.
    List<Table> withReplaced(Duration age, int limit);

    /// Where the table's metadata is; empty when there is no table.
    Optional<String> metadata(Table table);

    /// The keys of all files that versions of the table's days name, or snapshots of its entities.
    Set<String> files(Table table);

    /// The job whose rows each day holds.
    Map<DataDate, JobId> currentJobs(Table table);

    /// The time of the oldest change of a day that is not announced, or whose plain copy is not made; empty
    /// when there is none.
    Optional<Instant> waitingSince();
}
