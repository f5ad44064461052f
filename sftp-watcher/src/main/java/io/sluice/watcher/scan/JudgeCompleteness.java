package io.sluice.watcher.scan;

import io.sluice.watcher.confirm.ConfirmationNotes;
import io.sluice.watcher.ledger.HandleState;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.pickup.PickupWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Decides whether an upload is complete and due (spec 1 section 5, design decision 2).
///
/// | the ledger | complete when |
/// |---|---|
/// | open handle | never |
/// | cut connection, failed write, wrong size | never; its tenant continues it or uploads again |
/// | clean close | unchanged for the quiet period since the later of the last line and the last change |
/// | nothing, and the volume was full in the file's life | an administrator confirmed it |
/// | nothing | unchanged for the longer quiet period |
///
/// Only the watcher's own observations count for that, because a client may set a file's mtime to any year.
public final class JudgeCompleteness {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final String MAY_BE_CUT =
            "The volume was full, so the file may be cut; upload again, or an administrator confirms the file";

    private final QuietPeriods periods;
    private final Ledger ledger;
    private final ConfirmationNotes confirmed;

    public JudgeCompleteness(QuietPeriods periods, Ledger ledger, ConfirmationNotes confirmed) {
        this.periods = periods;
        this.ledger = ledger;
        this.confirmed = confirmed;
    }

    /// How long a file must stay unchanged.
    ///
    /// @param closed after the ledger reported that all its handles were closed
    /// @param besideLedger when the server keeps a ledger that does not mention the file
    /// @param withoutLedger when the server keeps none
    public record QuietPeriods(Duration closed, Duration besideLedger, Duration withoutLedger) {}

    /// Judges an upload by its latest observation.
    ///
    /// @param tick the current elapsed time
    TakeDecision judge(FoundFile.Pending file, HandleState handles, PickupWindow pickup, Duration tick) {
        var seen = file.seen();
        return switch (handles) {
            case HandleState.Open _ -> waiting(TakeDecision.Until.WRITER, "Upload still open", pickup);
            case HandleState.BrokenOff broken
            when broken.mayBeWhole() && isConfirmed(file) ->
                whenQuiet(seen, handles, later(broken.since(), seen.unchangedSince()), periods.closed(), pickup, tick);
            case HandleState.BrokenOff broken ->
                waiting(
                        TakeDecision.Until.WRITER,
                        brokenOff(broken, seen.attributes().size()),
                        pickup);
            case HandleState.Closed closed ->
                whenQuiet(seen, closed, later(closed.since(), seen.unchangedSince()), periods.closed(), pickup, tick);
            case HandleState.Unknown() -> ofUnknown(file, handles, pickup, tick);
        };
    }

    private TakeDecision ofUnknown(FoundFile.Pending file, HandleState handles, PickupWindow pickup, Duration tick) {
        var seen = file.seen();
        if (!ledger.wasFullSince(seen.lifeBegan())) {
            var needed = ledger.isPresent() ? periods.besideLedger() : periods.withoutLedger();
            return whenQuiet(seen, handles, seen.unchangedSince(), needed, pickup, tick);
        }
        return isConfirmed(file)
                ? whenQuiet(seen, handles, seen.unchangedSince(), periods.closed(), pickup, tick)
                : waiting(TakeDecision.Until.WRITER, MAY_BE_CUT, pickup);
    }

    private boolean isConfirmed(FoundFile.Pending file) {
        return confirmed.holds(file.account(), file.path(), file.seen().attributes());
    }

    /// Judges an upload that will be refused: it waits neither for a pick-up nor for its continuation.
    TakeDecision judgeRefused(FoundFile.Pending file, HandleState handles, Duration tick) {
        var always = new PickupWindow.Always();
        var seen = file.seen();
        return handles instanceof HandleState.BrokenOff broken
                ? whenQuiet(seen, handles, later(broken.since(), seen.unchangedSince()), periods.closed(), always, tick)
                : judge(file, handles, always, tick);
    }

    private static TakeDecision whenQuiet(
            Observation seen,
            HandleState handles,
            Duration quietSince,
            Duration needed,
            PickupWindow pickup,
            Duration tick) {
        if (tick.minus(quietSince).compareTo(needed) < 0) {
            return waiting(TakeDecision.Until.QUIET, "Waiting for %s of quiet".formatted(seconds(needed)), pickup);
        }
        if (pickup.admits(seen.arrived(handles))) {
            return new TakeDecision.Due();
        }
        return waiting(TakeDecision.Until.PICKUP, pickupReason(pickup), pickup);
    }

    private static String brokenOff(HandleState.BrokenOff broken, long size) {
        return switch (broken.reason()) {
            case CUT -> "Upload broken off after %s; continue it or upload again".formatted(bytes(size));
            case FAILED_WRITE ->
                "The server could not write all of the upload, it kept %s; upload again".formatted(bytes(size));
            case SIZE ->
                "The file has %s but its upload wrote %s; upload again".formatted(bytes(size), bytes(broken.written()));
            case LINES_LOST -> MAY_BE_CUT;
        };
    }

    private static String bytes(long count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "byte" : "bytes");
    }

    private static String pickupReason(PickupWindow pickup) {
        return switch (pickup) {
            case PickupWindow.Between(var _, var next, var zone) ->
                next.map(moment -> "Waiting for the pick-up at %s %s".formatted(moment(moment, zone), zone))
                        .orElse("The schedule names no further pick-up");
            case PickupWindow.Always() -> throw new IllegalStateException("a continuous pick-up admits every upload");
        };
    }

    private static String moment(Instant moment, ZoneId zone) {
        return MOMENT.format(moment.atZone(zone));
    }

    private static TakeDecision waiting(TakeDecision.Until until, String reason, PickupWindow pickup) {
        return new TakeDecision.Waiting(until, reason, pickup.nextPickup());
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
