package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import java.time.Instant;
import java.util.Optional;

/// Selects jobs.
///
/// @param account empty: of any
/// @param source of the file, or one of those that took records of the batch; empty: of any
/// @param origin empty: of any
/// @param from first data date, inclusive; batches have none
/// @param to last data date, inclusive
/// @param since only jobs that began at this moment or later
/// @param before only jobs that began before this one
public record HistoryQuery(
        Optional<AccountId> account,
        Optional<SourceType> source,
        Optional<JobOrigin> origin,
        Optional<DataDate> from,
        Optional<DataDate> to,
        Optional<JobStatus> status,
        Optional<Instant> since,
        Optional<JobId> before) {

    boolean includes(JobOrigin kind) {
        return origin.filter(only -> only != kind).isEmpty();
    }
}
