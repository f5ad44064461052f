package io.sluice.data.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<List<Integer>> groups = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    @Test
    void doesWhatWaitsInOneGo() throws Exception {
        var commit = new GroupCommit<String, Integer, Integer>(3, LONG);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<Integer>>();
            for (int request : new int[] {1, 2, 3, 4, 5}) {
                results.add(threads.submit(() -> commit.run("table", request, this::doubled)));
                Awaitility.await().until(() -> request > 1 || !groups.isEmpty());
            }
            Awaitility.await().until(() -> commit.waiting("table") == 4);
            firstMayEnd.countDown();
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(2 * (i + 1));
            }
        }

        assertThat(groups).hasSize(3);
        assertThat(groups.get(1)).hasSize(3);
        assertThat(commit.waiting("table")).isZero();
    }

    @Test
    void triesEachAloneWhenAGroupFails() throws Exception {
        var commit = new GroupCommit<String, Integer, Integer>(10, LONG);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> commit.run("table", 1, this::doubled));
            Awaitility.await().until(() -> !groups.isEmpty());
            var good = threads.submit(() -> commit.run("table", 2, this::doubled));
            var bad = threads.submit(() -> commit.run("table", -1, this::doubled));
            Awaitility.await().until(() -> commit.waiting("table") == 2);
            firstMayEnd.countDown();

            assertThat(first.get()).isEqualTo(2);
            assertThat(good.get()).isEqualTo(4);
            assertThatThrownBy(bad::get).hasMessageEndingWith("-1 is negative");
        }
    }

    @Test
    void givesUpWhenItsTurnDoesNotCome() throws Exception {
        var patient = new GroupCommit<String, Integer, Integer>(10, Duration.ofMillis(1));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> patient.run("table", 1, this::doubled));
            Awaitility.await().until(() -> !groups.isEmpty());

            assertThatThrownBy(() -> patient.run("table", 2, this::doubled))
                    .isInstanceOf(TurnNotReachedException.class)
                    .hasMessage("requests to the table take more than PT0.001S");
            assertThat(patient.waiting("table")).isZero();
            assertThat(patient.run("other", 3, List::copyOf)).isEqualTo(3);
            firstMayEnd.countDown();
            assertThat(first.get()).isEqualTo(2);
        }
    }

    private List<Integer> doubled(List<Integer> group) {
        groups.add(List.copyOf(group));
        try {
            firstMayEnd.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        if (IntStream.range(0, group.size()).anyMatch(i -> group.get(i) < 0)) {
            throw new IllegalArgumentException("-1 is negative");
        }
        return group.stream().map(request -> 2 * request).toList();
    }
}
