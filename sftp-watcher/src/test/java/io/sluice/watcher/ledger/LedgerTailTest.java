package io.sluice.watcher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.watcher.testing.World;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerTailTest {
    private static final String ORDER = "/sources/order/20200125_order.csv";

    private final World world = new World();
    private final Ledger ledger = new Ledger(world.time()::elapsed);
    private final LedgerTail tail = new LedgerTail(world.volume(), VolumePaths.LEDGER, ledger);

    @Test
    void readsEachLineOnce() {
        world.opens(ORDER);
        tail.read();
        world.closes(ORDER, 5);

        tail.read();
        tail.read();

        assertThat(state())
                .isEqualTo(new HandleState.Closed(
                        2, world.time().elapsed(), world.time().instant()));
    }

    @Test
    void leavesHalfWrittenLineForTheNextReading() {
        world.opens(ORDER);
        var whole = world.volume().text(VolumePaths.LEDGER);
        world.volume().put(VolumePaths.LEDGER, whole.substring(0, 40));
        tail.read();
        var before = state();
        world.volume().put(VolumePaths.LEDGER, whole);

        tail.read();

        assertThat(before).isEqualTo(new HandleState.Unknown());
        assertThat(state()).isEqualTo(new HandleState.Open(1));
    }

    @Test
    void skipsUnreadableLine() {
        world.volume().putFolders("/ledger");
        world.volume().put(VolumePaths.LEDGER, "{\"event\":\n");
        world.opens(ORDER);

        tail.read();

        assertThat(state()).isEqualTo(new HandleState.Open(1));
    }

    @Test
    void readsRestOfRotatedLedgerFirst() {
        world.opens(ORDER);
        tail.read();
        world.closes(ORDER, 5);
        rotate();

        tail.read();

        assertThat(state()).isInstanceOf(HandleState.Closed.class);
    }

    @Test
    void beginsWithTheRotatedLedgersOldestFirst() {
        world.opens(ORDER);
        world.volume().move(VolumePaths.LEDGER, VolumePaths.LEDGER + ".2");
        world.closes(ORDER, 5);
        world.volume().move(VolumePaths.LEDGER, VolumePaths.LEDGER + ".1");
        world.ledger("server-start", "", "");

        tail.read();

        assertThat(state()).isInstanceOf(HandleState.Closed.class);
        assertThat(ledger.uploadedSince(World.ACME, Instant.EPOCH)).isEqualTo(5);
    }

    @Test
    void countsNothingTwiceWhenTheLedgerComesBack() {
        world.uploads("20200125_order.csv", "12345");
        tail.read();
        var text = world.volume().text(VolumePaths.LEDGER);
        world.volume().delete(VolumePaths.LEDGER);
        tail.read();
        world.volume().put(VolumePaths.LEDGER, text);

        tail.read();

        assertThat(ledger.uploadedSince(World.ACME, Instant.EPOCH)).isEqualTo(5);
    }

    @Test
    void noticesRotationThoughTheNewFileIsLonger() {
        world.opens(ORDER);
        tail.read();
        world.closes(ORDER, 5);
        rotate();
        for (int i = 0; i < 20; i++) {
            world.opens("/sources/order/other.csv");
        }

        tail.read();

        assertThat(state()).isInstanceOf(HandleState.Closed.class);
    }

    /// All accounts wait for the lines that follow.
    @Test
    void skipsALineWithoutItsTime() {
        world.volume().putFolders("/ledger");
        world.volume()
                .put(
                        VolumePaths.LEDGER,
                        "{\"server\":\"run-1\",\"session\":\"s1\",\"accuid\":\"acme\",\"event\":\"close\","
                                + "\"path\":\"/a\",\"write\":true,\"written\":1}\n");
        world.uploads("20200125_order.csv", "12345");

        tail.read();

        assertThat(ledger.uploadedSince(World.ACME, Instant.EPOCH)).isEqualTo(5);
    }

    @Test
    void forgetsEverythingWhenLinesAreLost() {
        world.opens(ORDER);
        tail.read();
        world.volume().delete(VolumePaths.LEDGER);
        world.ledger("server-start", "", "");

        tail.read();

        assertThat(state()).isEqualTo(new HandleState.Unknown());
    }

    @Test
    void isAbsentWhenTheFileIsRemoved() {
        world.opens(ORDER);
        tail.read();
        world.volume().delete(VolumePaths.LEDGER);

        tail.read();

        assertThat(ledger.isPresent()).isFalse();
    }

    @Test
    void readsLineLongerThanTheBuffer() {
        world.opens("/sources/order/" + "x".repeat(200_000));
        world.opens(ORDER);

        tail.read();

        assertThat(state()).isEqualTo(new HandleState.Open(1));
    }

    private void rotate() {
        world.volume().move(VolumePaths.LEDGER, VolumePaths.LEDGER + ".1");
        world.ledger("server-start", "", "");
    }

    private HandleState state() {
        return ledger.state(World.ACME, ORDER, 5);
    }
}
