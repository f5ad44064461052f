package io.sluice.watcher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.ledger.LedgerEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What the ledger remembers, forgets and counts.
class LedgerMemoryTest extends LedgerScenario {
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
        assertThat(ledger.state(ACME, OTHER, 0)).isEqualTo(new HandleState.Unknown());
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
}
