package io.sluice.watcher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import io.sluice.fixtures.volume.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final AccountId ACME = new AccountId("acme");
    private static final String ORDER = "/sources/order/20200125_order.csv";
    private static final String PART = ORDER + ".filepart";
    private static final String OTHER = "/sources/order/20200126_order.csv";

    private final FakeTime time = new FakeTime();
    private final Ledger ledger = new Ledger(time::elapsed);

    @Test
    void knowsNothingOfPathWithoutLine() {
        line(LedgerEvent.OPEN, "s1", "/sources/order/other.csv", "", 0);

        assertThat(state(0)).isEqualTo(new HandleState.Unknown());
    }

    @Test
    void isOpenUntilEveryHandleIsClosed() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);
        line(LedgerEvent.OPEN, "s2", ORDER, "", 0);

        line(LedgerEvent.CLOSE, "s1", ORDER, "", 5);

        assertThat(state(5)).isEqualTo(new HandleState.Open(1));
    }

    @Test
    void forgetsThePathsKnownLongestButNoOpenOne() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);
        line(LedgerEvent.OPEN, "s2", PART, "", 0);
        line(LedgerEvent.CLOSE, "s2", PART, "", 5);

        for (int i = 0; i < AccountLedger.MOST_PATHS; i++) {
            line(LedgerEvent.CLOSE, "s2", "/sources/order/note-" + i, "", 5);
        }

        assertThat(state(5)).isEqualTo(new HandleState.Open(1));
        assertThat(ledger.state(ACME, PART, 5)).isEqualTo(new HandleState.Unknown());
        assertThat(ledger.state(ACME, "/sources/order/note-1", 5)).isInstanceOf(HandleState.Closed.class);
    }

    /// Renames of folders make paths of any length.
    @Test
    void forgetsAnUploadThatRenamesMovedOutOfReach() {
        line(LedgerEvent.OPEN, "s1", "/sources/order/A/x", "", 0);
        line(LedgerEvent.RENAME, "s1", "/sources/order/A", "/sources/order/" + "b".repeat(4_000), 0);
        assertThat(ledger.openUploads(ACME)).hasSize(1);

        line(LedgerEvent.RENAME, "s1", "/sources/order", "/sources/" + "c".repeat(200), 0);

        assertThat(ledger.openUploads(ACME)).isEmpty();
    }

    @Test
    void countsAClaimThatNoLineMentionsOnlyOnceThereAreLines() {
        ledger.claimedUnmentioned(ACME, time.instant(), time.instant(), 5);
        assertThat(ledger.uploadedSince(ACME, Instant.EPOCH)).isZero();

        line(LedgerEvent.OPEN, "s1", OTHER, "", 0);
        ledger.claimedUnmentioned(ACME, time.instant(), time.instant(), 7);

        assertThat(ledger.uploadedSince(ACME, Instant.EPOCH)).isEqualTo(7);
    }

    @Test
    void countsNoClaimOfAFileWhoseLinesAreLost() {
        line(LedgerEvent.OPEN, "s1", OTHER, "", 0);
        var before = time.instant();
        ledger.lose();
        time.pass(Duration.ofMinutes(1));
        line(LedgerEvent.OPEN, "s1", OTHER, "", 0);

        ledger.claimedUnmentioned(ACME, before, time.instant(), 5);
        ledger.claimedUnmentioned(ACME, time.instant(), time.instant(), 7);

        assertThat(ledger.uploadedSince(ACME, Instant.EPOCH)).isEqualTo(7);
    }

    @Test
    void forgetsWhatManyHandlesOfOneFileWriteToWhenItIsRenamed() {
        for (int i = 0; i <= Renaming.MOST_FOLLOWED; i++) {
            line(LedgerEvent.OPEN, "s" + i, ORDER, "", 0);
        }

        line(LedgerEvent.RENAME, "s1", ORDER, OTHER, 0);

        assertThat(ledger.openUploads(ACME)).isEmpty();
    }

    /// A tenant may rename its folders thousands of times a second.
    @Test
    void followsFewUploadsThroughTheRenameOfTheirFolderAndForgetsMany() {
        for (int i = 0; i < Renaming.MOST_FOLLOWED; i++) {
            line(LedgerEvent.OPEN, "s1", "/sources/order/few/" + i, "", 0);
            line(LedgerEvent.CLOSE, "s1", "/sources/order/few/" + i, "", 5);
            line(LedgerEvent.OPEN, "s1", "/sources/order/many/" + i, "", 0);
        }
        line(LedgerEvent.OPEN, "s1", "/sources/order/many/more", "", 0);

        line(LedgerEvent.RENAME, "s1", "/sources/order/few", "/sources/order/moved", 0);
        line(LedgerEvent.RENAME, "s1", "/sources/order/many", "/sources/order/moved2", 0);

        assertThat(ledger.state(ACME, "/sources/order/moved/7", 5)).isInstanceOf(HandleState.Closed.class);
        assertThat(ledger.state(ACME, "/sources/order/moved2/7", 0)).isEqualTo(new HandleState.Unknown());
        assertThat(ledger.openUploads(ACME)).isEmpty();
    }

    /// A path may have thousands of characters, so that fewer paths fill the memory.
    @Test
    void forgetsThePathsKnownLongestWhenTheyAreLong() {
        line(LedgerEvent.OPEN, "s2", PART, "", 0);
        line(LedgerEvent.CLOSE, "s2", PART, "", 5);
        var deep = "/sources/order/" + "folder/".repeat(500);
        var paths = AccountLedger.MOST_CHARACTERS / deep.length();

        for (int i = 0; i < paths; i++) {
            line(LedgerEvent.CLOSE, "s2", deep + i, "", 5);
        }

        assertThat(ledger.state(ACME, PART, 5)).isEqualTo(new HandleState.Unknown());
        assertThat(ledger.state(ACME, deep + (paths - 1), 5)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void isClosedAfterCleanClose() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);

        line(LedgerEvent.CLOSE, "s1", ORDER, "", 5);

        assertThat(state(5)).isEqualTo(new HandleState.Closed(2, time.elapsed(), time.instant()));
    }

    @Test
    void isBrokenOffAfterForcedClose() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);

        line(LedgerEvent.FORCED_CLOSE, "s1", ORDER, "", 3);

        assertThat(state(3)).isInstanceOf(HandleState.BrokenOff.class);
    }

    @Test
    void isClosedWhenResumedAndClosedCleanly() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);
        line(LedgerEvent.FORCED_CLOSE, "s1", ORDER, "", 3);
        line(LedgerEvent.OPEN, "s2", ORDER, "", 0);

        line(LedgerEvent.CLOSE, "s2", ORDER, "", 2);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void isClosedWhenServerGivesUpTheOldConnectionAfterTheResumedOne() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);
        line(LedgerEvent.OPEN, "s2", ORDER, "", 0);
        line(LedgerEvent.CLOSE, "s2", ORDER, "", 2);

        line(LedgerEvent.FORCED_CLOSE, "s1", ORDER, "", 3);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void isBrokenOffWhenOneOfTwoWritersIsCutAndBytesAreMissing() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);
        line(LedgerEvent.OPEN, "s2", ORDER, "", 0);
        line(LedgerEvent.CLOSE, "s2", ORDER, "", 2);

        line(LedgerEvent.FORCED_CLOSE, "s1", ORDER, "", 1);

        assertThat(state(5)).isInstanceOf(HandleState.BrokenOff.class);
    }

    @Test
    void isBrokenOffAfterFailedWriteUntilUploadedAgain() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);
        line(LedgerEvent.CLOSE, "s1", ORDER, "", 3, LedgerLine::withFailedWrite);
        var failed = reason(3);

        upload("s1", 5);

        assertThat(failed).isEqualTo(HandleState.Reason.FAILED_WRITE);
        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void handleOfFailedUploadBreaksNoWholeUploadAfterIt() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0, LedgerLine::ofEmptiedFile);
        line(LedgerEvent.OPEN, "s2", ORDER, "", 0, LedgerLine::ofEmptiedFile);
        line(LedgerEvent.CLOSE, "s2", ORDER, "", 5);

        line(LedgerEvent.FORCED_CLOSE, "s1", ORDER, "", 3, LedgerLine::withFailedWrite);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
        assertThat(reason(6)).isEqualTo(HandleState.Reason.FAILED_WRITE);
    }

    @Test
    void isBrokenOffWhenTheSizeIsNotWhatItsOnlyHandleWrote() {
        upload("s1", 5);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
        assertThat(reason(4)).isEqualTo(HandleState.Reason.SIZE);
        assertThat(reason(6)).isEqualTo(HandleState.Reason.SIZE);
    }

    @Test
    void resumedUploadMayHaveWrittenPartsTwice() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0, LedgerLine::ofEmptiedFile);
        line(LedgerEvent.FORCED_CLOSE, "s1", ORDER, "", 4);
        line(LedgerEvent.OPEN, "s2", ORDER, "", 0);
        line(LedgerEvent.CLOSE, "s2", ORDER, "", 2);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
        assertThat(reason(7)).isEqualTo(HandleState.Reason.SIZE);
    }

    @Test
    void appendedFileMayHaveWhatAllPartsWrote() {
        upload("s1", 5);
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);
        line(LedgerEvent.CLOSE, "s1", ORDER, "", 2);

        assertThat(state(7)).isInstanceOf(HandleState.Closed.class);
        assertThat(reason(8)).isEqualTo(HandleState.Reason.SIZE);
    }

    @Test
    void emptiedAgainItBeginsAnew() {
        upload("s1", 5);

        upload("s2", 3);

        assertThat(state(3)).isInstanceOf(HandleState.Closed.class);
        assertThat(reason(5)).isEqualTo(HandleState.Reason.SIZE);
    }

    @Test
    void anySizeIsRightWhenTheBeginningIsUnknown() {
        line(LedgerEvent.CLOSE, "s1", ORDER, "", 2);

        assertThat(state(9)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void resumedUploadIsCompleteThoughItsFirstPartEndedWithoutAClose() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0, LedgerLine::ofEmptiedFile);
        line(LedgerEvent.SESSION_END, "s1", "", "", 0);
        line(LedgerEvent.OPEN, "s2", ORDER, "", 0);
        line(LedgerEvent.CLOSE, "s2", ORDER, "", 4);

        assertThat(state(9)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void lostLinesLeaveInDoubtWhatIsOpen() {
        upload("s1", 5);
        line(LedgerEvent.OPEN, "s1", PART, "", 0, LedgerLine::ofEmptiedFile);
        line(LedgerEvent.LINES_LOST, "", "", "", 0);
        line(LedgerEvent.CLOSE, "s1", PART, "", 5);
        line(LedgerEvent.CLOSE, "s1", OTHER, "", 5);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
        assertThat(reason(PART, 5)).isEqualTo(HandleState.Reason.LINES_LOST);
        assertThat(reason(OTHER, 5)).isEqualTo(HandleState.Reason.LINES_LOST);
    }

    @Test
    void knowsWhenTheVolumeWasFull() {
        line(LedgerEvent.VOLUME_FULL, "", "", "", 0);
        var full = time.instant();

        assertThat(ledger.wasFullSince(full)).isTrue();
        assertThat(ledger.wasFullSince(full.plusSeconds(1))).isFalse();
    }

    @Test
    void isBrokenOffWhenSessionEndsWithoutClose() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);

        line(LedgerEvent.SESSION_END, "s1", "", "", 0);

        assertThat(state(3)).isInstanceOf(HandleState.BrokenOff.class);
    }

    @Test
    void isBrokenOffWhenServerStartsAnew() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);

        ledger.apply(LedgerLine.of(LedgerEvent.SERVER_START, Instant.EPOCH, "run-2"));

        assertThat(state(3)).isInstanceOf(HandleState.BrokenOff.class);
    }

    @Test
    void staysOpenWhenTheSameServerRotatesItsLedger() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);

        line(LedgerEvent.SERVER_START, "", "", "", 0);

        assertThat(state(3)).isEqualTo(new HandleState.Open(1));
    }

    @Test
    void renameCarriesClosedStateToTheNewName() {
        line(LedgerEvent.OPEN, "s1", PART, "", 0);
        line(LedgerEvent.CLOSE, "s1", PART, "", 5);

        line(LedgerEvent.RENAME, "s1", PART, ORDER, 0);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void uploadWithTemporaryNameArrivesWhenItGetsItsName() {
        line(LedgerEvent.OPEN, "s1", PART, "", 0);
        line(LedgerEvent.CLOSE, "s1", PART, "", 5);
        time.pass(Duration.ofMinutes(2));

        line(LedgerEvent.RENAME, "s1", PART, ORDER, 0);

        assertThat(state(5)).isEqualTo(new HandleState.Closed(3, time.elapsed(), time.instant()));
    }

    @Test
    void renameCarriesOpenHandleThatIsClosedUnderItsOldName() {
        line(LedgerEvent.OPEN, "s1", PART, "", 0);
        line(LedgerEvent.RENAME, "s1", PART, ORDER, 0);
        var renamed = state(5);

        line(LedgerEvent.CLOSE, "s1", PART, "", 5);

        assertThat(renamed).isEqualTo(new HandleState.Open(1));
        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void renameCarriesBrokenOffState() {
        line(LedgerEvent.OPEN, "s1", PART, "", 0);
        line(LedgerEvent.FORCED_CLOSE, "s1", PART, "", 3);

        line(LedgerEvent.RENAME, "s2", PART, ORDER, 0);

        assertThat(state(3)).isInstanceOf(HandleState.BrokenOff.class);
    }

    @Test
    void renameOfFileWithoutLineForgetsWhatWasKnownOfTheTarget() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);
        line(LedgerEvent.CLOSE, "s1", ORDER, "", 5);

        line(LedgerEvent.RENAME, "s1", PART, ORDER, 0);

        assertThat(state(5)).isEqualTo(new HandleState.Unknown());
    }

    @Test
    void renameOfFolderCarriesWhatLiesInIt() {
        line(LedgerEvent.OPEN, "s1", "/sources/order/a/20200125_order.csv", "", 0);

        line(LedgerEvent.RENAME, "s1", "/sources/order/a", "/sources/order/b", 0);

        assertThat(ledger.state(ACME, "/sources/order/b/20200125_order.csv", 0)).isEqualTo(new HandleState.Open(1));
    }

    @Test
    void handleOfRemovedFileSaysNothingOfItsSuccessor() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);
        line(LedgerEvent.REMOVE, "s2", ORDER, "", 0);
        line(LedgerEvent.OPEN, "s2", ORDER, "", 0);
        line(LedgerEvent.CLOSE, "s2", ORDER, "", 5);

        line(LedgerEvent.FORCED_CLOSE, "s1", ORDER, "", 3);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void forgetsTheFileThatWasClaimedButNoNewUploadOfItsName() {
        upload("s1", 5);
        var judged = state(5);
        upload("s2", 3);
        ledger.claimed(ACME, ORDER, judged);
        var newer = state(3);

        ledger.claimed(ACME, ORDER, newer);

        assertThat(newer).isInstanceOf(HandleState.Closed.class);
        assertThat(state(3)).isEqualTo(new HandleState.Unknown());
    }

    @Test
    void forgetsOldLinesOfPathsWhereNothingLies() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);
        line(LedgerEvent.CLOSE, "s1", ORDER, "", 5);
        time.pass(Duration.ofMinutes(2));

        ledger.forget(ACME, path -> true);

        assertThat(state(5)).isEqualTo(new HandleState.Unknown());
    }

    @Test
    void keepsYoungLinesOfPathsWhereNothingLiesYet() {
        line(LedgerEvent.OPEN, "s1", ORDER, "", 0);
        line(LedgerEvent.CLOSE, "s1", ORDER, "", 5);

        ledger.forget(ACME, path -> true);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
    }

    private void upload(String session, long bytes) {
        line(LedgerEvent.OPEN, session, ORDER, "", 0, LedgerLine::ofEmptiedFile);
        line(LedgerEvent.CLOSE, session, ORDER, "", bytes);
    }

    private HandleState.Reason reason(long size) {
        return reason(ORDER, size);
    }

    private HandleState.Reason reason(String path, long size) {
        return ((HandleState.BrokenOff) ledger.state(ACME, path, size)).reason();
    }

    private HandleState state(long size) {
        return ledger.state(ACME, ORDER, size);
    }

    private void line(LedgerEvent event, String session, String path, String to, long written) {
        line(event, session, path, to, written, UnaryOperator.identity());
    }

    private void line(
            LedgerEvent event, String session, String path, String to, long written, UnaryOperator<LedgerLine> more) {
        var line = LedgerLine.of(event, time.instant(), "run-1").written(written);
        line = session.isEmpty() ? line : line.in(session, ACME);
        line = path.isEmpty() ? line : line.on(path);
        ledger.apply(more.apply(to.isEmpty() ? line : line.to(to)));
    }
}
