package io.sluice.data.manifest;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.data.day.DayVersion;
import io.sluice.web.parameter.DataDateRange;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the days of data sets.
interface Days {
    /// What the day holds.
    ///
    /// @param snapshot that of the version; empty for the current one
    /// @return empty when there is no such version
    Uni<Optional<DayVersion>> find(AccountId account, SourceType source, DataDate date, OptionalLong snapshot);

    /// The days as they are now, newest first.
    ///
    /// @param before the last day of the previous page
    Uni<List<DayVersion>> list(
            AccountId account, SourceType source, DataDateRange dates, Optional<DataDate> before, int limit);

    /// The versions of a day that are known, the latest job first.
    ///
    /// @param newest later jobs are left out
    Uni<List<DayVersion>> versions(AccountId account, SourceType source, DataDate date, JobId newest, int limit);
}
