package io.sluice.threads.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
    private final AtomicLong nanos = new AtomicLong();
    private final WorkQueue<String> queue = new WorkQueue<>(1, nanos::get);

    @Test
    void handsOutTheTasksOfOneLaneOneAfterAnother() {
        queue.add(small("a", "a/order/1", "first"));
        queue.add(small("a", "a/order/1", "second"));

        var first = queue.poll().orElseThrow();

        assertThat(first.work()).isEqualTo("first");
        assertThat(queue.poll()).isEmpty();
        queue.finished(first);
        assertThat(queue.poll().orElseThrow().work()).isEqualTo("second");
    }

    @Test
    void handsOutTheLanesOfOneAccountSideBySide() {
        queue.add(small("a", "a/order/1", "one"));
        queue.add(small("a", "a/order/2", "other"));

        assertThat(drain()).containsExactly("one", "other");
    }

    @Test
    void othersPassATaskThatMovesToALaneOfItsOwn() {
        queue.add(small("a", "a/order/1", "failing"));
        queue.add(small("a", "a/order/1", "good"));
        var failing = queue.poll().orElseThrow();

        queue.postpone(failing, "a/failed/1", Duration.ofNanos(10));

        assertThat(queue.waiting()).isEqualTo(2);
        assertThat(drain()).containsExactly("good");
        nanos.set(10);
        var again = queue.poll().orElseThrow();
        assertThat(again.work()).isEqualTo("failing");
        queue.postpone(again, "a/failed/1", Duration.ofNanos(10));
        assertThat(queue.poll()).isEmpty();
        nanos.set(20);
        queue.finished(queue.poll().orElseThrow());
        assertThat(queue.waiting()).isZero();
    }

    /// The same work may be delivered twice.
    @Test
    void aTaskThatMovesToALaneInUseWaitsForIt() {
        queue.add(small("a", "a/order/1", "one"));
        queue.add(small("a", "a/order/2", "other"));
        queue.postpone(queue.poll().orElseThrow(), "a/failed/1", Duration.ofNanos(10));
        queue.postpone(queue.poll().orElseThrow(), "a/failed/1", Duration.ofNanos(1));

        nanos.set(10);
        var first = queue.poll().orElseThrow();

        assertThat(first.work()).isEqualTo("one");
        assertThat(queue.poll()).isEmpty();
        queue.finished(first);
        assertThat(queue.poll().orElseThrow().work()).isEqualTo("other");
    }

    @Test
    void otherAccountsPassOneThatHasAsManyTasksAsItMay() {
        var fair = new WorkQueue<String>(2, 1, nanos::get);
        fair.add(small("a", "a/1", "first"));
        fair.add(small("a", "a/2", "second"));
        fair.add(big("a", "a/3", "big"));
        fair.add(small("b", "b/1", "other"));

        var first = fair.poll().orElseThrow();

        assertThat(first.work()).isEqualTo("big");
        assertThat(fair.poll().orElseThrow().work()).isEqualTo("other");
        assertThat(fair.poll()).isEmpty();
        fair.finished(first);
        assertThat(fair.poll().orElseThrow().work()).isEqualTo("first");
        assertThat(fair.poll()).isEmpty();
    }

    @Test
    void letsAccountsTakeTurns() {
        for (int i = 0; i < 10_000; i++) {
            queue.add(small("flood", "flood/order/" + i, "flood " + i));
        }
        queue.add(small("quiet", "quiet/order/1", "quiet"));

        var firstThree = List.of(takeWork(), takeWork(), takeWork());

        assertThat(firstThree).containsExactly("flood 0", "quiet", "flood 1");
    }

    @Test
    void givesALateAccountTheNextTurn() {
        for (int i = 0; i < 100; i++) {
            queue.add(small("flood", "flood/order/" + i, "flood " + i));
        }
        var before = takeWork();

        queue.add(small("late", "late/order/1", "late"));

        assertThat(before).isEqualTo("flood 0");
        assertThat(List.of(takeWork(), takeWork())).containsExactlyInAnyOrder("flood 1", "late");
    }

    @Test
    void keepsBigTasksFromTakingAllWorkers() {
        queue.add(big("a", "a/order/1", "big one"));
        queue.add(big("b", "b/order/1", "big other"));
        queue.add(small("a", "a/order/2", "small"));

        var first = queue.poll().orElseThrow();

        assertThat(first.work()).isEqualTo("big one");
        assertThat(drain()).containsExactly("small");
        queue.finished(first);
        assertThat(takeWork()).isEqualTo("big other");
    }

    @Test
    void keepsASmallTaskBehindTheBigTaskOfItsLane() {
        queue.add(big("a", "a/order/1", "first version"));
        queue.add(small("a", "a/order/1", "second version"));

        var first = queue.poll().orElseThrow();

        assertThat(queue.poll()).isEmpty();
        queue.finished(first);
        assertThat(takeWork()).isEqualTo("second version");
    }

    @Test
    void blocksTheLaneOfAPostponedTask() {
        queue.add(small("a", "a/order/1", "first"));
        queue.add(small("a", "a/order/1", "second"));
        queue.postpone(queue.poll().orElseThrow(), Duration.ofSeconds(5));

        nanos.set(Duration.ofMillis(4_999).toNanos());
        var early = queue.poll();
        nanos.set(Duration.ofSeconds(5).toNanos());
        var due = queue.poll();

        assertThat(early).isEmpty();
        assertThat(due.orElseThrow().work()).isEqualTo("first");
        assertThat(queue.poll()).isEmpty();
    }

    @Test
    void freesTheWorkerOfAPostponedBigTask() {
        queue.add(big("a", "a/order/1", "unsettled"));
        queue.add(big("b", "b/order/1", "other"));

        queue.postpone(queue.poll().orElseThrow(), Duration.ofSeconds(5));

        assertThat(takeWork()).isEqualTo("other");
    }

    @Test
    void releasesPostponedTasksInTheOrderOfTheirDelays() {
        queue.add(small("a", "a/order/1", "long"));
        queue.add(small("b", "b/order/1", "short"));
        queue.postpone(queue.poll().orElseThrow(), Duration.ofSeconds(9));
        queue.postpone(queue.poll().orElseThrow(), Duration.ofSeconds(3));

        nanos.set(Duration.ofSeconds(10).toNanos());

        assertThat(drain()).containsExactly("short", "long");
    }

    @Test
    void countsWaitingTasks() {
        queue.add(small("a", "a/order/1", "first"));
        queue.add(small("a", "a/order/1", "second"));
        queue.add(small("a", "a/order/2", "third"));

        queue.postpone(queue.poll().orElseThrow(), Duration.ofSeconds(1));
        takeWork();

        assertThat(queue.waiting()).isEqualTo(2);
    }

    @Test
    void refusesATaskThatIsNotInProgress() {
        var stranger = small("a", "a/order/1", "stranger");

        assertThatThrownBy(() -> queue.finished(stranger))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a task of lane a/order/1 is returned that is not in progress");
    }

    @Test
    void wakesAWaitingWorker() throws InterruptedException {
        var waiting = new WorkQueue<String>(1, System::nanoTime);
        var taken = new CountDownLatch(2);
        try (var workers = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 2; i++) {
                workers.execute(untilInterrupted(() -> {
                    waiting.finished(waiting.take());
                    taken.countDown();
                }));
            }

            waiting.add(small("a", "a/order/1", "now"));
            var later = small("a", "a/order/2", "later");
            waiting.add(later);

            assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Many workers, random sizes and postponements: each task is done once, lanes stay in order, and big
    /// tasks stay within their limit.
    @Test
    void keepsItsGuaranteesUnderLoad() throws InterruptedException {
        var tasks = 5_000;
        var random = new Random(42);
        var busy = new WorkQueue<String>(2, System::nanoTime);
        var expected = new HashMap<String, List<String>>();
        for (int i = 0; i < tasks; i++) {
            var account = "account" + random.nextInt(20);
            var lane = account + "/order/" + random.nextInt(5);
            var task =
                    new Task<>(account, lane, random.nextInt(10) == 0 ? TaskSize.BIG : TaskSize.SMALL, lane + " " + i);
            expected.computeIfAbsent(lane, key -> new ArrayList<>()).add(task.work());
            busy.add(task);
        }
        Map<String, List<String>> seen = new ConcurrentHashMap<>();
        Map<String, Boolean> once = new ConcurrentHashMap<>();
        var bigInProgress = new AtomicInteger();
        var mostBig = new AtomicInteger();
        var done = new CountDownLatch(tasks);
        try (var workers = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                workers.execute(untilInterrupted(() -> {
                    while (done.getCount() > 0) {
                        var task = busy.take();
                        var isBig = task.size() == TaskSize.BIG;
                        if (isBig) {
                            mostBig.accumulateAndGet(bigInProgress.incrementAndGet(), Math::max);
                        }
                        var postpone = task.work().hashCode() % 7 == 0 && once.put(task.work(), true) == null;
                        if (!postpone) {
                            seen.computeIfAbsent(task.lane(), key -> new ArrayList<>())
                                    .add(task.work());
                        }
                        if (isBig) {
                            bigInProgress.decrementAndGet();
                        }
                        if (postpone) {
                            busy.postpone(task, Duration.ofMillis(2));
                        } else {
                            busy.finished(task);
                            done.countDown();
                        }
                    }
                }));
            }
            var allDone = done.await(30, TimeUnit.SECONDS);
            workers.shutdownNow();

            assertThat(allDone).isTrue();
        }
        assertThat(seen).isEqualTo(expected);
        assertThat(mostBig.get()).isBetween(1, 2);
        assertThat(busy.waiting()).isZero();
    }

    private static Runnable untilInterrupted(Interruptible work) {
        return () -> {
            try {
                work.run();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private interface Interruptible {
        void run() throws InterruptedException;
    }

    private List<String> drain() {
        var works = new ArrayList<String>();
        for (var task = queue.poll(); task.isPresent(); task = queue.poll()) {
            works.add(task.get().work());
        }
        return works;
    }

    private String takeWork() {
        return queue.poll().orElseThrow().work();
    }

    private static Task<String> small(String account, String lane, String work) {
        return new Task<>(account, lane, TaskSize.SMALL, work);
    }

    private static Task<String> big(String account, String lane, String work) {
        return new Task<>(account, lane, TaskSize.BIG, work);
    }
}
