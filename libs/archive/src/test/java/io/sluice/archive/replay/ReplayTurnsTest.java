package io.sluice.archive.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReplayTurnsTest {
    private static final AccountId ACME = new AccountId("acme");
    private static final AccountId OTHER = new AccountId("other");
    private static final AccountId THIRD = new AccountId("third");

    private final List<Replay> replays = new ArrayList<>();
    private final LinkedBlockingQueue<String> begun = new LinkedBlockingQueue<>();

    /// @param thread that waits for its turn, or copies until its end is asked for
    private record Replay(Thread thread, CountDownLatch end) {
        void finish() throws InterruptedException {
            end.countDown();
            thread.join();
        }

        void awaitWaiting() {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
    }

    @AfterEach
    void endAll() throws InterruptedException {
        replays.forEach(replay -> replay.end().countDown());
        for (var replay : replays) {
            replay.thread().join();
        }
    }

    @Test
    void accountsDoNotWaitForEachOther() throws InterruptedException {
        var turns = new ReplayTurns(6);

        start(turns, ACME, "large");
        assertThat(begun.take()).isEqualTo("large");
        start(turns, ACME, "second").awaitWaiting();
        start(turns, OTHER, "other");

        assertThat(begun.take()).isEqualTo("other");
        assertThat(begun).isEmpty();
    }

    @Test
    void accountsTakeTurnsIfAllAreTaken() throws InterruptedException {
        var turns = new ReplayTurns(5);
        var large = start(turns, ACME, "large");
        assertThat(begun.take()).isEqualTo("large");
        var second = start(turns, ACME, "second");
        second.awaitWaiting();
        var third = start(turns, ACME, "third");
        third.awaitWaiting();
        var other = start(turns, OTHER, "other");
        other.awaitWaiting();

        large.finish();
        assertThat(begun.take()).isEqualTo("other");
        second.awaitWaiting();
        start(turns, THIRD, "another").awaitWaiting();
        other.finish();

        assertThat(begun.take()).isEqualTo("second");
        second.finish();
        assertThat(begun.take()).isEqualTo("another");
    }

    @Test
    void oneThatFailsEndsItsTurn() throws InterruptedException {
        var turns = new ReplayTurns(1);
        try {
            turns.take(ACME, () -> {
                throw new IllegalStateException("broken");
            });
        } catch (IllegalStateException broken) {
            start(turns, ACME, "again");
        }

        assertThat(begun.poll(60, TimeUnit.SECONDS)).isEqualTo("again");
    }

    private Replay start(ReplayTurns turns, AccountId account, String name) {
        var end = new CountDownLatch(1);
        var thread = Thread.startVirtualThread(() -> turns.take(account, () -> {
            begun.add(name);
            try {
                end.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return name;
        }));
        var replay = new Replay(thread, end);
        replays.add(replay);
        return replay;
    }
}
