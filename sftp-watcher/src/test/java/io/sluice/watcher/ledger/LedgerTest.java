package io.sluice.watcher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What the ledger says of one path.
class LedgerTest extends LedgerScenario {
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
}
