package io.sluice.watcher.release;

import static io.sluice.watcher.release.Releases.NAME;
import static io.sluice.watcher.release.Releases.ONE;
import static io.sluice.watcher.release.Releases.TWO;
import static io.sluice.watcher.release.Releases.claimed;
import static io.sluice.watcher.release.Releases.files;
import static io.sluice.watcher.release.Releases.record;
import static io.sluice.watcher.release.Releases.refused;
import static io.sluice.watcher.release.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.event.JobFinished;
import io.sluice.fixtures.volume.FakeTime;
import io.sluice.fixtures.volume.Steps;
import io.sluice.watcher.testing.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A release whose process dies, or beside which another one of the same job begins.
class InterruptedReleaseTest {
    private final World world = new World();

    /// Two versions of one day, both refused, are released by a process that dies at every step in turn,
    /// before or after it; the record is delivered again to the next one.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyFileEndsInOnePlaceWhereverTheProcessDies(boolean afterTheStep) {
        var died = 0;
        for (int step = 1; step <= 30; step++) {
            var scene = new World();
            claimed(scene, ONE, "a\n");
            claimed(scene, TWO, "b\n");
            var records = List.of(refused(ONE, 2), refused(TWO, 2));
            var acknowledged = 0;
            scene.steps().killAt(step, afterTheStep);
            try {
                for (var record : records) {
                    release(scene).release(record);
                    acknowledged++;
                }
            } catch (Steps.Killed end) {
                died++;
            }
            scene.steps().restart();

            records.subList(acknowledged, 2).forEach(record -> release(scene).release(record));

            assertThat(files(scene))
                    .as("step %d", step)
                    .containsExactly(
                            "/accounts/acme/invalid/order/20200125_order." + TWO + ".csv",
                            "/accounts/acme/invalid/order/20200125_order." + TWO + ".csv.errors.csv",
                            "/accounts/acme/invalid/order/" + NAME,
                            "/accounts/acme/invalid/order/" + NAME + ".errors.csv");
            assertThat(scene.volume().text("/accounts/acme/invalid/order/" + NAME))
                    .isEqualTo("a\n");
            assertThat(scene.volume().files("/released")).as("step %d", step).containsExactly(record(ONE), record(TWO));
            assertThat(scene.volume().folders("/processing/acme"))
                    .as("step %d", step)
                    .isEmpty();
            assertThat(scene.events().of(JobFinished.class).stream().distinct())
                    .as("step %d", step)
                    .extracting(finished -> finished.job().jobId().value(), JobFinished::path)
                    .containsExactly(
                            tuple(ONE, Optional.of("/invalid/order/" + NAME)),
                            tuple(TWO, Optional.of("/invalid/order/20200125_order." + TWO + ".csv")));
        }
        assertThat(died).isGreaterThan(8);
    }

    /// As when a partition changes hands while a release is going on: the record is delivered again.
    @Test
    void releasesOfOneJobDoNotMeet() throws Exception {
        claimed(world, ONE, "a\n");
        var meeting = new Meeting();
        var release = release(world, meeting);
        var second = new Thread(() -> release.release(refused(ONE, 2)));
        meeting.with(second);

        release.release(refused(ONE, 2));
        second.join();

        assertThat(files(world))
                .containsExactly(
                        "/accounts/acme/invalid/order/" + NAME, "/accounts/acme/invalid/order/" + NAME + ".errors.csv");
        assertThat(world.volume().files("/released")).containsExactly(record(ONE));
        assertThat(world.volume().text(record(ONE))).contains("\"/invalid/order/" + NAME + "\"");
        assertThat(world.events().of(JobFinished.class))
                .extracting(JobFinished::path)
                .containsExactly(Optional.of("/invalid/order/" + NAME), Optional.of("/invalid/order/" + NAME));
    }

    /// The time is asked in the midst of a release: then the other begins, and goes as far as it can.
    private static final class Meeting extends FakeTime {
        private Optional<Thread> other = Optional.empty();

        void with(Thread thread) {
            other = Optional.of(thread);
        }

        @Override
        public Instant instant() {
            other.filter(thread -> thread.getState() == Thread.State.NEW).ifPresent(thread -> {
                thread.start();
                await().until(() ->
                        Set.of(Thread.State.WAITING, Thread.State.TERMINATED).contains(thread.getState()));
            });
            return super.instant();
        }
    }
}
