package io.sluice.job.usage;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.job.usage.UsageDocument.DailyDocument;
import io.sluice.job.usage.UsageDocument.WorkspaceDocument;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// Tells an account's use from what was last measured, which may be of a day that is over, and from its
/// present limits.
final class TellUsage {
    private final Clock clock;

    TellUsage(Clock clock) {
        this.clock = clock;
    }

    /// @param measured empty before the first measurement
    UsageDocument tell(AccountFacts account, Optional<Measurement> measured) {
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
                                .getEpochSecond()));
    }

    /// The day's end is the next one's first moment, which is not midnight where clocks are put forward then.
    private static Instant endOfDay(Instant now, ZoneId zone) {
        return now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
    }
}
