package io.sluice.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.sluice.fixtures.LoggedLines;
import io.sluice.threads.SupervisedThread.Work;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TableScheduleTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void worksWhenTheTablesAreThere() throws Exception {
        var schedule = new Schedule(runs::incrementAndGet);
        schedule.wake();
        assertThat(runs).hasValue(0);

        schedule.begin(new TablesMigrated());

        await().until(() -> runs.get() == 1);
        schedule.end(new ShutdownEvent());
    }

    @Test
    void endsBeforeTheTablesAreThere() throws Exception {
        var schedule = new Schedule(runs::incrementAndGet);

        schedule.end(new ShutdownEvent());

        assertThat(runs).hasValue(0);
    }

    @Test
    void stopWaitsUntilTheWorkHasEnded() throws Exception {
        var step = new CompletableFuture<Integer>();
        var schedule = new Schedule(() -> {
            runs.incrementAndGet();
            step.join();
        });
        schedule.begin(new TablesMigrated());
        await().until(() -> runs.get() == 1);

        var stop = Thread.ofVirtual().start(() -> end(schedule));
        await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);
        step.complete(1);

        assertThat(stop.join(NEVER)).isTrue();
        assertThat(runs).hasValue(1);
    }

    /// The interrupted wait throws something else than that.
    @Test
    void stopIsNoFailureOfTheWork() throws Exception {
        try (var logged = new LoggedLines()) {
            var schedule = new Schedule(() -> {
                runs.incrementAndGet();
                Uni.createFrom().nothing().await().indefinitely();
            });
            schedule.begin(new TablesMigrated());
            await().until(() -> runs.get() == 1);

            schedule.end(new ShutdownEvent());

            assertThat(logged.of("io.sluice")).isEmpty();
            assertThat(runs).hasValue(1);
        }
    }

    private static void end(TableSchedule schedule) {
        try {
            schedule.end(new ShutdownEvent());
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private static final class Schedule extends TableSchedule {
        Schedule(Work work) {
            super("work", NEVER, work);
        }

        @Override
        protected Duration longestEnd() {
            return NEVER;
        }
    }
}
