package io.sluice.watcher.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.events.account.AccountView;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CycleScheduleTest {
    private final World world = new World();
    private final AtomicLong now = new AtomicLong();
    private final Semaphore accounts = new Semaphore(1);

    @Test
    void whatArrivesWhileACycleHangsIsUnseen() throws Exception {
        var cycles = schedule(Duration.ofMillis(200));
        cycles.start();
        try {
            await().until(() -> cycles.last() instanceof LatestCycle.Done);
            accounts.acquireUninterruptibly();
            await().until(accounts::hasQueuedThreads);

            now.addAndGet(Duration.ofSeconds(30).toNanos());

            assertThat(cycles.unseen()).isEqualTo(Duration.ofSeconds(30));
            assertThat(cycles.unpublished()).isZero();
            accounts.release();
            await().until(() -> cycles.unseen().isZero());
        } finally {
            cycles.stop();
        }
    }

    /// Job-service knows of no key of this service; its limit holds whatever the interval is.
    @Test
    void lookAtTheLedgerShowsThatNothingArrived() throws Exception {
        world.ledger("remove", "s1", "/sources/order/20200125_order.csv");
        var cycles = schedule(Duration.ofHours(1));
        cycles.start();
        try {
            await().until(() -> cycles.last() instanceof LatestCycle.Done);

            now.addAndGet(Duration.ofSeconds(30).toNanos());

            await().until(() -> cycles.unseen().isZero());
            assertThat(cycles.age()).isEqualTo(Duration.ofSeconds(30));
        } finally {
            cycles.stop();
        }
    }

    /// Its lines are read before the claim, so a look shows no new ones.
    @Test
    void uploadThatArrivesWhileAClaimIsRefusedIsWork() {
        var watch = world.aboutToClaim("20200125_order.csv", "a\n");
        world.volume().before("rename " + World.ORDERS + "20200125_order.csv", () -> {
            world.uploads("20200126_order.csv", "b\n");
            throw new VolumeRefusedException("refused", null);
        });

        var cycle = watch.run();

        assertThat(world.claims()).isEmpty();
        assertThat(watch.look(cycle)).isEqualTo(WatchUploads.Look.WORK);
    }

    @Test
    void withoutALedgerOnlyACycleShowsThatNothingArrived() {
        var watch = watch();

        var cycle = watch.run();

        assertThat(watch.look(cycle)).isEqualTo(WatchUploads.Look.UNKNOWN);
    }

    private CycleSchedule schedule(Duration interval) {
        return new CycleSchedule(
                watch(),
                new AccountView(Duration.ofMinutes(1), now::get),
                new Interval(interval),
                new SimpleMeterRegistry(),
                now::get);
    }

    private WatchUploads watch() {
        return World.watcher(
                World.noBatches(),
                world.volume(),
                () -> {
                    accounts.acquireUninterruptibly();
                    accounts.release();
                    return List.copyOf(world.accounts());
                },
                world.events(),
                world.outcomes(),
                "continuous",
                world.time(),
                world.time()::elapsed);
    }

    private record Interval(Duration interval) implements ScanConfig {
        @Override
        public Duration sweepInterval() {
            return World.SWEEP;
        }

        @Override
        public int sweepRate() {
            return 5;
        }

        @Override
        public int parallelism() {
            return 2;
        }
    }
}
