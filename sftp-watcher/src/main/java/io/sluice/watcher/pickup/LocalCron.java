package io.sluice.watcher.pickup;

import com.cronutils.model.Cron;
import com.cronutils.model.time.ExecutionTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The moments of a cron expression, read as the local time of a zone. Every local moment happens exactly
/// once:
///
/// | local moment | happens |
/// |---|---|
/// | skipped in spring | as much later as the clocks jump (the cron library would leave it out) |
/// | repeated in autumn | at its first occurrence |
final class LocalCron {
    /// No zone changes its clocks by more.
    private static final int WIDEST_CHANGE_HOURS = 3;

    private final ExecutionTime times;

    LocalCron(Cron cron) {
        this.times = ExecutionTime.forCron(cron);
    }

    /// The latest moment that is not after the given one.
    Optional<Instant> latest(Instant now, ZoneId zone) {
        var local = local(now, zone).plusHours(WIDEST_CHANGE_HOURS);
        return first(
                times.isMatch(local) ? Optional.of(local) : times.lastExecution(local),
                times::lastExecution,
                zone,
                moment -> !moment.isAfter(now));
    }

    /// The first moment after the given one.
    Optional<Instant> next(Instant now, ZoneId zone) {
        var local = local(now, zone).minusHours(WIDEST_CHANGE_HOURS);
        return first(times.nextExecution(local), times::nextExecution, zone, moment -> moment.isAfter(now));
    }

    private static Optional<Instant> first(
            Optional<ZonedDateTime> start,
            Function<ZonedDateTime, Optional<ZonedDateTime>> step,
            ZoneId zone,
            Predicate<Instant> wanted) {
        for (var local = start; local.isPresent(); local = step.apply(local.get())) {
            var moment = ZonedDateTime.of(local.get().toLocalDateTime(), zone).toInstant();
            if (wanted.test(moment)) {
                return Optional.of(moment);
            }
        }
        return Optional.empty();
    }

    /// Calculates with local times on a clock that never changes.
    private static ZonedDateTime local(Instant moment, ZoneId zone) {
        return ZonedDateTime.of(LocalDateTime.ofInstant(moment, zone), ZoneOffset.UTC);
    }
}
