package io.sluice.data.day;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Lets requests to one table take turns: whoever gets its turn does what all of them wait for, in one go.
/// Thread-safe.
final class GroupCommit<K, V, R> {
    private final Map<K, Turn<V, R>> turns = new ConcurrentHashMap<>();
    private final int most;
    private final Duration longestWait;
    private final Predicate<RuntimeException> ofAll;

    /// @param most requests in one go
    /// @param ofAll whether a failure concerns all requests, as that of a database does
    GroupCommit(int most, Duration longestWait, Predicate<RuntimeException> ofAll) {
        this.most = most;
        this.longestWait = longestWait;
        this.ofAll = ofAll;
    }

    /// @param <V> the request
    /// @param <R> its result
    private static final class Turn<V, R> {
        private final ReentrantLock lock = new ReentrantLock();
        private final Deque<Waiting<V, R>> waiting = new ArrayDeque<>();
        private int users;

        private synchronized void add(Waiting<V, R> one) {
            waiting.add(one);
        }

        private synchronized void remove(Waiting<V, R> one) {
            waiting.remove(one);
        }

        private synchronized int size() {
            return waiting.size();
        }

        private synchronized List<Waiting<V, R>> take(int most) {
            var taken = new ArrayList<Waiting<V, R>>();
            while (taken.size() < most && !waiting.isEmpty()) {
                taken.add(waiting.remove());
            }
            return taken;
        }
    }

    private static final class Waiting<V, R> {
        private final V request;
        private volatile @Nullable R result;
        private volatile @Nullable Throwable failure;

        private Waiting(V request) {
            this.request = request;
        }

        private boolean isDone() {
            return result != null || failure != null;
        }

        private R result() {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException known) {
                throw known;
            }
            return Objects.requireNonNull(result);
        }
    }

    /// Does it, or waits until another thread has.
    ///
    /// @param work gets requests to the table, oldest first, and returns their results in the same order
    /// @throws TurnNotReachedException when the requests before this one take too long
    R run(K table, V request, Function<List<V>, List<R>> work) throws InterruptedException {
        var waiting = new Waiting<V, R>(request);
        var turn = Objects.requireNonNull(turns.compute(table, (key, known) -> {
            var joined = known == null ? new Turn<V, R>() : known;
            joined.users++;
            joined.add(waiting);
            return joined;
        }));
        try {
            if (!turn.lock.tryLock(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TurnNotReachedException("requests to the table take more than %s".formatted(longestWait));
            }
            try {
                while (!waiting.isDone()) {
                    run(turn.take(most), work);
                }
            } finally {
                turn.lock.unlock();
            }
            return waiting.result();
        } finally {
            turn.remove(waiting);
            turns.computeIfPresent(table, (key, known) -> --known.users == 0 ? null : known);
        }
    }

    /// How many requests to the table have not begun.
    int waiting(K table) {
        var turn = turns.get(table);
        return turn == null ? 0 : turn.size();
    }

    /// One that cannot be done must not fail the others: after a failure that may be its own each is tried
    /// alone. Whoever is taken gets an end in any case, else its thread would wait for ever.
    private void run(List<Waiting<V, R>> group, Function<List<V>, List<R>> work) {
        try {
            var results = work.apply(group.stream().map(one -> one.request).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).result = results.get(i);
            }
        } catch (RuntimeException failure) {
            if (group.size() == 1 || ofAll.test(failure)) {
                group.forEach(one -> one.failure = failure);
            } else {
                group.forEach(one -> run(List.of(one), work));
            }
        } catch (Error failure) {
            group.forEach(one -> one.failure = failure);
        }
    }
}
