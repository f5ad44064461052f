package io.sluice.job.usage;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.job.usage.UsageDocument.DailyDocument;
import io.sluice.job.usage.UsageDocument.DataSetsDocument;
import io.sluice.job.usage.UsageDocument.WorkspaceDocument;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// Calculates an account's usage from its newest measurement, which may belong to a day that has ended, and
/// from its current limits.
final class CalculateUsage {
    private final Clock clock;

    CalculateUsage(Clock clock) {
        this.clock = clock;
    }

    /// @param measured empty before the first measurement
    UsageDocument calculate(AccountFacts account, Optional<Measurement> measured, DataSetUse dataSets) {
        var now = clock.instant();
        var today = measured.filter(last -> last.resetsAt().isAfter(now));
        var limits = account.limits();
        return new UsageDocument(
                new WorkspaceDocument(
                        measured.map(Measurement::workspaceBytes).orElse(0L), limits.workspaceLimitBytes()),
                new DailyDocument(
                        today.map(Measurement::dailyBytes).orElse(0L),
                        limits.dailyUploadLimitBytes(),
                        today.map(Measurement::resetsAt)
                                .orElseGet(() -> endOfDay(now, account.timeZone()))
                                .getEpochSecond()),
                new DataSetsDocument(dataSets.bytes(), dataSets.rows(), dataSets.days()));
    }

    /// A day ends when the next one starts. That is not at midnight where the clocks go forward at midnight.
    private static Instant endOfDay(Instant now, ZoneId zone) {
        return now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
    }
}
