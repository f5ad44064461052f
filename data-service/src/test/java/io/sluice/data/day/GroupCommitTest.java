package io.sluice.data.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
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
        var commit =
                new GroupCommit<String, Integer, Integer>(3, LONG, failure -> failure instanceof UncheckedIOException);

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
        var commit =
                new GroupCommit<String, Integer, Integer>(10, LONG, failure -> failure instanceof UncheckedIOException);

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
    void failsAllAtOnceInAnOutage() throws Exception {
        assertThat(failuresOfAGroup(new UncheckedIOException(new IOException("the database is gone"))))
                .allSatisfy(failure -> assertThat(failure).hasMessageEndingWith("the database is gone"));
        assertThat(groups).hasSize(2);
    }

    @Test
    void everyRequestOfAGroupEndsWithAnError() throws Exception {
        assertThat(failuresOfAGroup(new StackOverflowError("too deep")))
                .allSatisfy(failure -> assertThat(failure).hasMessageEndingWith("too deep"));
        assertThat(groups).hasSize(2);
    }

    /// Three requests that wait for the first one, and fail in one go.
    private List<Throwable> failuresOfAGroup(Throwable failure) throws Exception {
        var commit = new GroupCommit<String, Integer, Integer>(10, LONG, one -> one instanceof UncheckedIOException);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> commit.run("table", 1, this::doubled));
            Awaitility.await().until(() -> !groups.isEmpty());
            var failing = new ArrayList<Future<Integer>>();
            for (int request : new int[] {2, 3, 4}) {
                failing.add(threads.submit(() -> commit.run("table", request, group -> failed(group, failure))));
            }
            Awaitility.await().until(() -> commit.waiting("table") == 3);
            firstMayEnd.countDown();
            assertThat(first.get()).isEqualTo(2);
            var failures = new ArrayList<Throwable>();
            for (var one : failing) {
                failures.add(catchThrowable(one::get));
            }
            return failures;
        }
    }

    private List<Integer> failed(List<Integer> group, Throwable failure) {
        groups.add(List.copyOf(group));
        switch (failure) {
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            default -> throw new IllegalArgumentException(failure);
        }
    }

    @Test
    void givesUpWhenItsTurnDoesNotCome() throws Exception {
        var patient = new GroupCommit<String, Integer, Integer>(10, Duration.ofMillis(1), failure -> false);

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
