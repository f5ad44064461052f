package io.sluice.watcher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.watcher.ledger.LedgerLine.Event;
import io.sluice.watcher.testing.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final AccountId ACME = new AccountId("acme");
    private static final String ORDER = "/sources/order/20200125_order.csv";
    private static final String PART = ORDER + ".filepart";

    private final FakeTime time = new FakeTime();
    private final Ledger ledger = new Ledger(time);

    @Test
    void knowsNothingOfPathWithoutLine() {
        line(Event.OPEN, "s1", "/sources/order/other.csv", "", 0);

        assertThat(state(0)).isEqualTo(new HandleState.Unknown());
    }

    @Test
    void isOpenUntilEveryHandleIsClosed() {
        line(Event.OPEN, "s1", ORDER, "", 0);
        line(Event.OPEN, "s2", ORDER, "", 0);

        line(Event.CLOSE, "s1", ORDER, "", 5);

        assertThat(state(5)).isEqualTo(new HandleState.Open(1));
    }

    @Test
    void isClosedAfterCleanClose() {
        line(Event.OPEN, "s1", ORDER, "", 0);

        line(Event.CLOSE, "s1", ORDER, "", 5);

        assertThat(state(5)).isEqualTo(new HandleState.Closed(2, time.elapsed()));
    }

    @Test
    void isBrokenOffAfterForcedClose() {
        line(Event.OPEN, "s1", ORDER, "", 0);

        line(Event.FORCED_CLOSE, "s1", ORDER, "", 3);

        assertThat(state(3)).isInstanceOf(HandleState.BrokenOff.class);
    }

    @Test
    void isClosedWhenResumedAndClosedCleanly() {
        line(Event.OPEN, "s1", ORDER, "", 0);
        line(Event.FORCED_CLOSE, "s1", ORDER, "", 3);
        line(Event.OPEN, "s2", ORDER, "", 0);

        line(Event.CLOSE, "s2", ORDER, "", 2);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void isClosedWhenServerGivesUpTheOldConnectionAfterTheResumedOne() {
        line(Event.OPEN, "s1", ORDER, "", 0);
        line(Event.OPEN, "s2", ORDER, "", 0);
        line(Event.CLOSE, "s2", ORDER, "", 2);

        line(Event.FORCED_CLOSE, "s1", ORDER, "", 3);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void isBrokenOffWhenOneOfTwoWritersIsCutAndBytesAreMissing() {
        line(Event.OPEN, "s1", ORDER, "", 0);
        line(Event.OPEN, "s2", ORDER, "", 0);
        line(Event.CLOSE, "s2", ORDER, "", 2);

        line(Event.FORCED_CLOSE, "s1", ORDER, "", 1);

        assertThat(state(5)).isInstanceOf(HandleState.BrokenOff.class);
    }

    @Test
    void isBrokenOffWhenSessionEndsWithoutClose() {
        line(Event.OPEN, "s1", ORDER, "", 0);

        line(Event.SESSION_END, "s1", "", "", 0);

        assertThat(state(3)).isInstanceOf(HandleState.BrokenOff.class);
    }

    @Test
    void isBrokenOffWhenServerStartsAnew() {
        line(Event.OPEN, "s1", ORDER, "", 0);

        ledger.apply(
                new LedgerLine(Event.SERVER_START, Instant.EPOCH, "run-2", "", Optional.empty(), "", "", 0, false));

        assertThat(state(3)).isInstanceOf(HandleState.BrokenOff.class);
    }

    @Test
    void staysOpenWhenTheSameServerRotatesItsLedger() {
        line(Event.OPEN, "s1", ORDER, "", 0);

        line(Event.SERVER_START, "", "", "", 0);

        assertThat(state(3)).isEqualTo(new HandleState.Open(1));
    }

    @Test
    void renameCarriesClosedStateToTheNewName() {
        line(Event.OPEN, "s1", PART, "", 0);
        line(Event.CLOSE, "s1", PART, "", 5);

        line(Event.RENAME, "s1", PART, ORDER, 0);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void renameCarriesOpenHandleThatIsClosedUnderItsOldName() {
        line(Event.OPEN, "s1", PART, "", 0);
        line(Event.RENAME, "s1", PART, ORDER, 0);
        var renamed = state(5);

        line(Event.CLOSE, "s1", PART, "", 5);

        assertThat(renamed).isEqualTo(new HandleState.Open(1));
        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void renameCarriesBrokenOffState() {
        line(Event.OPEN, "s1", PART, "", 0);
        line(Event.FORCED_CLOSE, "s1", PART, "", 3);

        line(Event.RENAME, "s2", PART, ORDER, 0);

        assertThat(state(3)).isInstanceOf(HandleState.BrokenOff.class);
    }

    @Test
    void renameOfFileWithoutLineForgetsWhatWasKnownOfTheTarget() {
        line(Event.OPEN, "s1", ORDER, "", 0);
        line(Event.CLOSE, "s1", ORDER, "", 5);

        line(Event.RENAME, "s1", PART, ORDER, 0);

        assertThat(state(5)).isEqualTo(new HandleState.Unknown());
    }

    @Test
    void renameOfFolderCarriesWhatLiesInIt() {
        line(Event.OPEN, "s1", "/sources/order/a/20200125_order.csv", "", 0);

        line(Event.RENAME, "s1", "/sources/order/a", "/sources/order/b", 0);

        assertThat(ledger.state(ACME, "/sources/order/b/20200125_order.csv", 0)).isEqualTo(new HandleState.Open(1));
    }

    @Test
    void handleOfRemovedFileSaysNothingOfItsSuccessor() {
        line(Event.OPEN, "s1", ORDER, "", 0);
        line(Event.REMOVE, "s2", ORDER, "", 0);
        line(Event.OPEN, "s2", ORDER, "", 0);
        line(Event.CLOSE, "s2", ORDER, "", 5);

        line(Event.FORCED_CLOSE, "s1", ORDER, "", 3);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void forgetsOldLinesOfPathsWhereNothingLies() {
        line(Event.OPEN, "s1", ORDER, "", 0);
        line(Event.CLOSE, "s1", ORDER, "", 5);
        time.pass(Duration.ofMinutes(2));

        ledger.forget(ACME, path -> true);

        assertThat(state(5)).isEqualTo(new HandleState.Unknown());
    }

    @Test
    void keepsYoungLinesOfPathsWhereNothingLiesYet() {
        line(Event.OPEN, "s1", ORDER, "", 0);
        line(Event.CLOSE, "s1", ORDER, "", 5);

        ledger.forget(ACME, path -> true);

        assertThat(state(5)).isInstanceOf(HandleState.Closed.class);
    }

    private HandleState state(long size) {
        return ledger.state(ACME, ORDER, size);
    }

    private void line(Event event, String session, String path, String to, long written) {
        var account = session.isEmpty() ? Optional.<AccountId>empty() : Optional.of(ACME);
        ledger.apply(new LedgerLine(event, time.instant(), "run-1", session, account, path, to, written, false));
    }
}
