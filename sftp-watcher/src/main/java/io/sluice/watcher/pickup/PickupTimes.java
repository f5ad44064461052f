package io.sluice.watcher.pickup;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The rule for the moments up to which uploads are claimed: `continuous`, or five cron fields and a zone.
public sealed interface PickupTimes {

    /// The window that holds at the given moment.
    PickupWindow at(Instant now);

    /// Every upload as soon as it is complete.
    record Continuous() implements PickupTimes {
        @Override
        public PickupWindow at(Instant now) {
            return new PickupWindow.Always();
        }
    }

    /// Moments of the local day, e.g. `0 6 * * * Asia/Taipei`.
    record Cron(String text, LocalCron cron, ZoneId zone) implements PickupTimes {
        @Override
        public PickupWindow at(Instant now) {
            return new PickupWindow.Between(cron.latest(now, zone), cron.next(now, zone), zone);
        }
    }

    /// Reads a schedule.
    ///
    /// @param zone of a schedule that names none; when empty, the schedule must name one
    /// @throws IllegalArgumentException with a message that says what is expected
    static PickupTimes parse(String text, Optional<ZoneId> zone) {
        var trimmed = text.strip();
        if (trimmed.equals("continuous")) {
            return new Continuous();
        }
        var fields = trimmed.split("\\s+");
        if (fields.length != 6 && !(fields.length == 5 && zone.isPresent())) {
            throw refused(text, "it has %d fields".formatted(fields.length));
        }
        try {
            var cron = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                    .parse(String.join(" ", List.of(fields).subList(0, 5)))
                    .validate();
            return new Cron(
                    trimmed, new LocalCron(cron), fields.length == 6 ? ZoneId.of(fields[5]) : zone.orElseThrow());
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw refused(text, String.valueOf(unreadable.getMessage()));
        }
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException(
                "expected a pick-up schedule, continuous or five cron fields and a zone like \"0 6 * * * Asia/Taipei\", but got \"%s\": %s"
                        .formatted(text, why));
    }
}
