package io.sluice.watcher.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.UploadName;
import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import io.sluice.fixtures.volume.FakeTime;
import io.sluice.fixtures.volume.FakeVolume;
import io.sluice.fixtures.volume.Steps;
import io.sluice.volume.EntryType;
import io.sluice.volume.FileAttributes;
import io.sluice.watcher.confirm.ConfirmationNotes;
import io.sluice.watcher.ledger.HandleState;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.pickup.PickupTimes;
import io.sluice.watcher.pickup.PickupWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeCompletenessTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration TICK = Duration.ofHours(5);
    private static final PickupWindow ALWAYS = new PickupWindow.Always();
    private static final PickupWindow DAILY =
            PickupTimes.parse("0 6 * * * Asia/Taipei", Optional.empty()).at(NOW);

    private static final AccountId ACME = new AccountId("acme");
    private static final String PATH = "/sources/order/20200125_order.csv";

    private final Ledger ledger = new Ledger(() -> TICK);
    private final ConfirmationNotes confirmed = new ConfirmationNotes(new FakeVolume(new FakeTime(), new Steps()));
    private final JudgeCompleteness judge = new JudgeCompleteness(
            new JudgeCompleteness.QuietPeriods(Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofSeconds(60)),
            ledger,
            confirmed);

    @Test
    void isDueWhenClosedAndQuiet() {
        assertThat(judge(seen(NOW, 2), closed(2), ALWAYS, TICK)).isEqualTo(new TakeDecision.Due());
    }

    @Test
    void waitsForQuietAfterTheLastChange() {
        assertThat(judge(seen(NOW, 1), closed(5), ALWAYS, TICK))
                .isEqualTo(waiting(TakeDecision.Until.QUIET, "Waiting for 2 s of quiet"));
    }

    @Test
    void waitsForQuietAfterTheLastLine() {
        assertThat(judge(seen(NOW, 5), closed(1), ALWAYS, TICK))
                .isEqualTo(waiting(TakeDecision.Until.QUIET, "Waiting for 2 s of quiet"));
    }

    @Test
    void waitsLongWithoutLedger() {
        assertThat(judge(seen(NOW, 59), new HandleState.Unknown(), ALWAYS, TICK))
                .isEqualTo(waiting(TakeDecision.Until.QUIET, "Waiting for 60 s of quiet"));
    }

    @Test
    void isDueAfterTheLongQuietWithoutLedger() {
        assertThat(judge(seen(NOW, 60), new HandleState.Unknown(), ALWAYS, TICK))
                .isEqualTo(new TakeDecision.Due());
    }

    @Test
    void waitsLongerBesideLedger() {
        ledger.apply(LedgerLine.of(LedgerEvent.SERVER_START, NOW, "run-1"));

        assertThat(judge(seen(NOW, 899), new HandleState.Unknown(), ALWAYS, TICK))
                .isEqualTo(waiting(TakeDecision.Until.QUIET, "Waiting for 900 s of quiet"));
        assertThat(judge(seen(NOW, 900), new HandleState.Unknown(), ALWAYS, TICK))
                .isEqualTo(new TakeDecision.Due());
    }

    @Test
    void waitsForConfirmationWhenTheVolumeWasFullInTheFilesLife() {
        ledger.apply(LedgerLine.of(LedgerEvent.VOLUME_FULL, NOW.minusSeconds(60), "run-1"));

        assertThat(judge(seen(NOW, 10_000), new HandleState.Unknown(), ALWAYS, TICK))
                .isEqualTo(waiting(
                        TakeDecision.Until.WRITER,
                        "The volume was full, so the file may be cut; upload again, or an administrator confirms the"
                                + " file"));
    }

    @Test
    void takesWhatWasConfirmed() {
        ledger.apply(LedgerLine.of(LedgerEvent.VOLUME_FULL, NOW.minusSeconds(60), "run-1"));
        confirmed.add(ACME, PATH, seen(NOW, 2).attributes());

        assertThat(judge(seen(NOW, 2), new HandleState.Unknown(), ALWAYS, TICK)).isEqualTo(new TakeDecision.Due());
        assertThat(judge(
                        seen(NOW, 2),
                        new HandleState.BrokenOff(7, Duration.ZERO, HandleState.Reason.LINES_LOST, 5),
                        ALWAYS,
                        TICK))
                .isEqualTo(new TakeDecision.Due());
        assertThat(judge(
                        seen(NOW, 2),
                        new HandleState.BrokenOff(7, Duration.ZERO, HandleState.Reason.FAILED_WRITE, 5),
                        ALWAYS,
                        TICK))
                .isInstanceOf(TakeDecision.Waiting.class);
    }

    @Test
    void fullVolumeLongBeforeTheFileDoesNotMatter() {
        ledger.apply(LedgerLine.of(LedgerEvent.VOLUME_FULL, NOW.minus(Duration.ofHours(2)), "run-1"));

        assertThat(judge(seen(NOW, 900), new HandleState.Unknown(), ALWAYS, TICK))
                .isEqualTo(new TakeDecision.Due());
    }

    @Test
    void neverTakesFileWithOpenHandle() {
        assertThat(judge(seen(NOW, 10_000), new HandleState.Open(1), ALWAYS, TICK))
                .isEqualTo(waiting(TakeDecision.Until.WRITER, "Upload still open"));
    }

    @Test
    void neverTakesBrokenOffUpload() {
        assertThat(reason(HandleState.Reason.CUT))
                .isEqualTo("Upload broken off after 1,234 bytes; continue it or upload again");
        assertThat(reason(HandleState.Reason.FAILED_WRITE))
                .isEqualTo("The server could not write all of the upload, it kept 1,234 bytes; upload again");
        assertThat(reason(HandleState.Reason.SIZE))
                .isEqualTo("The file has 1,234 bytes but its upload wrote 1 byte; upload again");
        assertThat(reason(HandleState.Reason.LINES_LOST))
                .isEqualTo("The volume was full, so the file may be cut; upload again, or an administrator confirms"
                        + " the file");
    }

    private String reason(HandleState.Reason reason) {
        var broken = new HandleState.BrokenOff(7, Duration.ZERO, reason, 1);
        return ((TakeDecision.Waiting) judge(seen(NOW, 10_000), broken, ALWAYS, TICK)).reason();
    }

    @Test
    void oldModificationTimeMakesNoFileQuiet() {
        assertThat(judge(seen(Instant.parse("1999-01-01T00:00:00Z"), 1), closed(1), ALWAYS, TICK))
                .isEqualTo(waiting(TakeDecision.Until.QUIET, "Waiting for 2 s of quiet"));
    }

    @Test
    void modificationTimeAheadHoldsNoFileBack() {
        assertThat(judge(seen(Instant.parse("2099-01-01T00:00:00Z"), 2), closed(2), ALWAYS, TICK))
                .isEqualTo(new TakeDecision.Due());
    }

    @Test
    void waitsForPickupWhenArrivedAfterTheLatest() {
        assertThat(judge(seen(NOW, 10), closed(10), DAILY, TICK))
                .isEqualTo(new TakeDecision.Waiting(
                        TakeDecision.Until.PICKUP,
                        "Waiting for the pick-up at 2026-11-22 06:00 Asia/Taipei",
                        Optional.of(Instant.parse("2026-11-21T22:00:00Z"))));
    }

    @Test
    void restartedWatcherTakesWhatLayThereBeforeThePickup() {
        assertThat(judge(seen(Instant.parse("2026-11-20T21:59:00Z"), 100), new HandleState.Unknown(), DAILY, TICK))
                .isEqualTo(new TakeDecision.Due());
    }

    @Test
    void keptModificationTimeSlipsNoUploadPastThePickup() {
        assertThat(judge(seen(Instant.parse("1999-01-01T00:00:00Z"), 10), closed(10), DAILY, TICK))
                .isEqualTo(new TakeDecision.Waiting(
                        TakeDecision.Until.PICKUP,
                        "Waiting for the pick-up at 2026-11-22 06:00 Asia/Taipei",
                        Optional.of(Instant.parse("2026-11-21T22:00:00Z"))));
    }

    @Test
    void takesWhatWasClosedBeforeThePickupThoughItWasSeenLater() {
        var closed = new HandleState.Closed(7, TICK.minusSeconds(10), Instant.parse("2026-11-20T21:59:59Z"));

        assertThat(judge(seen(NOW, 10), closed, DAILY, TICK)).isEqualTo(new TakeDecision.Due());
    }

    @Test
    void everyWaitingFileNamesTheNextPickup() {
        assertThat(judge(seen(NOW, 0), new HandleState.Open(1), DAILY, TICK))
                .isEqualTo(new TakeDecision.Waiting(
                        TakeDecision.Until.WRITER,
                        "Upload still open",
                        Optional.of(Instant.parse("2026-11-21T22:00:00Z"))));
    }

    private TakeDecision judge(Observation seen, HandleState handles, PickupWindow pickup, Duration tick) {
        var name = (UploadName.Dated) UploadName.read("20200125_order.csv", new SourceType("order"));
        return judge.judge(new FoundFile.Pending(ACME, PATH, name, seen), handles, pickup, tick);
    }

    private static Observation seen(Instant modifiedAt, int unchangedSeconds) {
        return new Observation(
                new FileAttributes(EntryType.FILE, 1234, modifiedAt), NOW, TICK.minusSeconds(unchangedSeconds));
    }

    private static HandleState closed(int secondsAgo) {
        return new HandleState.Closed(7, TICK.minusSeconds(secondsAgo), NOW.minusSeconds(secondsAgo));
    }

    private static TakeDecision waiting(TakeDecision.Until until, String reason) {
        return new TakeDecision.Waiting(until, reason, Optional.empty());
    }
}
