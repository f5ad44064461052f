package io.sluice.watcher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.ledger.LedgerEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What the ledger says of renamed and removed files.
class LedgerRenameTest extends LedgerScenario {
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
}
