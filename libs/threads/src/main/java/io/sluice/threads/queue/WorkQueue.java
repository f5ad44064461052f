package io.sluice.threads.queue;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Hands out tasks to workers.
///
/// | rule | guarantee |
/// |---|---|
/// | one lane is in order | a task starts only after the previous task of its lane is [#finished] |
/// | accounts take turns | 10,000 tasks of one account delay another by at most one task per worker |
/// | an account is limited | at most `ofAnAccount` of its tasks are in progress; other accounts pass by |
/// | big tasks are limited | at most `bigAtOnce` are in progress; small ones use the other workers |
/// | a postponed task keeps its place | it stays first in its lane and occupies no worker |
/// | a task that moves to a lane of its own holds up no other | the next task of its lane may start |
///
/// Thread-safe. Unbounded: the caller must limit what it adds.
public final class WorkQueue<T> {
    private final int bigAtOnce;
    private final int ofAnAccount;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Lane<T>> lanes = new HashMap<>();
    private final Turns<T> small = new Turns<>();
    private final Turns<T> big = new Turns<>();
    private final PriorityQueue<Postponed<T>> postponed =
            new PriorityQueue<>(Comparator.<Postponed<T>>comparingLong(Postponed::dueNanos));
    private final Map<String, Integer> inProgress = new HashMap<>();
    private int bigInProgress;
    private int waiting;

    /// A queue that does not limit accounts.
    ///
    /// @param nanoTime a clock such as `System::nanoTime`
    public WorkQueue(int bigAtOnce, LongSupplier nanoTime) {
        this(bigAtOnce, Integer.MAX_VALUE, nanoTime);
    }

    /// @param ofAnAccount tasks of one account at once
    /// @param nanoTime a clock such as `System::nanoTime`
    public WorkQueue(int bigAtOnce, int ofAnAccount, LongSupplier nanoTime) {
        if (bigAtOnce < 1 || ofAnAccount < 1) {
            throw new IllegalArgumentException(
                    "expected at least 1 big task and 1 of an account at once but got %d and %d"
                            .formatted(bigAtOnce, ofAnAccount));
        }
        this.bigAtOnce = bigAtOnce;
        this.ofAnAccount = ofAnAccount;
        this.nanoTime = nanoTime;
    }

    /// Puts a task at the end of its lane.
    public void add(Task<T> task) {
        lock.lock();
        try {
            waiting++;
            var lane = lanes.get(task.lane());
            if (lane == null) {
                lane = new Lane<>(task.account());
                lanes.put(task.lane(), lane);
                lane.add(task);
                makeReady(lane);
            } else {
                lane.add(task);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next task. The caller ends it with [#finished] or [#postpone].
    public Task<T> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var next = pick();
            while (next.isEmpty()) {
                changed.awaitNanos(nanosUntilNextDue());
                next = pick();
            }
            return next.get();
        } finally {
            lock.unlock();
        }
    }

    /// The next task, if one can start now.
    public Optional<Task<T>> poll() {
        lock.lock();
        try {
            return pick();
        } finally {
            lock.unlock();
        }
    }

    /// Ends a task; the next task of its lane may start.
    public void finished(Task<T> task) {
        lock.lock();
        try {
            var lane = returned(task);
            lane.removeFirst();
            if (lane.isEmpty()) {
                lanes.remove(task.lane());
            } else {
                makeReady(lane);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Puts a task back until the delay is over; its lane waits for it.
    public void postpone(Task<T> task, Duration delay) {
        lock.lock();
        try {
            waiting++;
            postponed.add(new Postponed<>(returned(task), nanoTime.getAsLong() + delay.toNanos()));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Moves a task to another lane, where it waits until the delay is over; the next task of its lane may
    /// start. If the other lane has tasks, it waits for them instead.
    public void postpone(Task<T> task, String otherLane, Duration delay) {
        lock.lock();
        try {
            if (otherLane.equals(task.lane())) {
                postpone(task, delay);
                return;
            }
            finished(task);
            waiting++;
            var moved = new Task<>(task.account(), otherLane, task.size(), task.work());
            var known = lanes.get(otherLane);
            if (known != null) {
                known.add(moved);
                return;
            }
            var lane = new Lane<T>(task.account());
            lanes.put(otherLane, lane);
            lane.add(moved);
            postponed.add(new Postponed<>(lane, nanoTime.getAsLong() + delay.toNanos()));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The number of waiting tasks, including postponed ones.
    public int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private Lane<T> returned(Task<T> task) {
        if (task.size() == TaskSize.BIG) {
            bigInProgress--;
        }
        inProgress.computeIfPresent(task.account(), (account, count) -> count == 1 ? null : count - 1);
        changed.signal();
        var lane = lanes.get(task.lane());
        if (lane == null || !lane.first().equals(task)) {
            throw new IllegalStateException(
                    "a task of lane %s is returned that is not in progress".formatted(task.lane()));
        }
        return lane;
    }

    private void makeReady(Lane<T> lane) {
        switch (lane.first().size()) {
            case SMALL -> small.add(lane);
            case BIG -> big.add(lane);
        }
        changed.signal();
    }

    private Optional<Task<T>> pick() {
        releasePostponed();
        var lane = bigInProgress < bigAtOnce ? big.next(this::mayRun) : Optional.<Lane<T>>empty();
        if (lane.isEmpty()) {
            lane = small.next(this::mayRun);
        }
        var task = lane.map(Lane::first);
        if (task.isPresent()) {
            waiting--;
            inProgress.merge(task.get().account(), 1, Integer::sum);
            bigInProgress += task.get().size() == TaskSize.BIG ? 1 : 0;
        }
        return task;
    }

    private boolean mayRun(String account) {
        return inProgress.getOrDefault(account, 0) < ofAnAccount;
    }

    private void releasePostponed() {
        var now = nanoTime.getAsLong();
        for (var next = postponed.peek(); next != null && next.dueNanos() - now <= 0; next = postponed.peek()) {
            postponed.remove();
            makeReady(next.lane());
        }
    }

    private long nanosUntilNextDue() {
        var next = postponed.peek();
        return next == null ? Long.MAX_VALUE : next.dueNanos() - nanoTime.getAsLong();
    }

    private record Postponed<T>(Lane<T> lane, long dueNanos) {}
}
