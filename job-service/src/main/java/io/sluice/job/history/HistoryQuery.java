package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import java.util.Optional;

/// Selects jobs of a source.
///
/// @param from first data date, inclusive
/// @param to last data date, inclusive
/// @param before only jobs that arrived before this one
public record HistoryQuery(
        AccountId account,
        SourceType source,
        Optional<DataDate> from,
        Optional<DataDate> to,
        Optional<JobStatus> status,
        Optional<JobId> before) {}
