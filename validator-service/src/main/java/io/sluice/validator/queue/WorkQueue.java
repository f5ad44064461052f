package io.sluice.validator.queue;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Hands out tasks so that nobody waits for what does not concern them.
///
/// - Tasks of one lane come one after the other, in the order in which they were added: the next is handed
///   out only when the former is [#finished].
/// - Accounts take turns: ten thousand tasks of one hold up one task of another by no more than one task a
///   worker.
/// - At most `bigAtOnce` big tasks are out at a time; with more workers than that, small ones always find
///   one.
/// - A task put off by [#postpone] keeps its place at the head of its lane and holds no worker.
///
/// Thread-safe. Unbounded: whoever adds must bound what is in it.
public final class WorkQueue<T> {
    private final int bigAtOnce;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Lane<T>> lanes = new HashMap<>();
    private final Turns<T> small = new Turns<>();
    private final Turns<T> big = new Turns<>();
    private final PriorityQueue<Postponed<T>> postponed =
            new PriorityQueue<>(Comparator.<Postponed<T>>comparingLong(Postponed::dueNanos));
    private int bigOut;
    private int waiting;

    /// @param nanoTime like `System::nanoTime`
    public WorkQueue(int bigAtOnce, LongSupplier nanoTime) {
        if (bigAtOnce < 1) {
            throw new IllegalArgumentException("expected at least 1 big task at once but got " + bigAtOnce);
        }
        this.bigAtOnce = bigAtOnce;
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

    /// Waits for the next task; it stays out until [#finished] or [#postpone].
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

    /// The next task, if one can be handed out now.
    public Optional<Task<T>> poll() {
        lock.lock();
        try {
            return pick();
        } finally {
            lock.unlock();
        }
    }

    /// The task is done with; the next of its lane may follow.
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

    /// The task is to be tried again after a delay; its lane waits for it.
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

    /// How many tasks wait, postponed ones included.
    public int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private Lane<T> returned(Task<T> task) {
        if (task.bulk() == Bulk.BIG) {
            bigOut--;
            changed.signal();
        }
        var lane = lanes.get(task.lane());
        if (lane == null || !lane.first().equals(task)) {
            throw new IllegalStateException("a task of lane %s is returned that is not out".formatted(task.lane()));
        }
        return lane;
    }

    private void makeReady(Lane<T> lane) {
        switch (lane.first().bulk()) {
            case SMALL -> small.add(lane);
            case BIG -> big.add(lane);
        }
        changed.signal();
    }

    private Optional<Task<T>> pick() {
        releasePostponed();
        var lane = bigOut < bigAtOnce && !big.isEmpty() ? big.next() : small.next();
        var task = lane.map(Lane::first);
        if (task.isPresent()) {
            waiting--;
            bigOut += task.get().bulk() == Bulk.BIG ? 1 : 0;
        }
        return task;
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
