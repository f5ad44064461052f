package io.sluice.data.copy;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.file.JobId;
import io.sluice.data.copy.DueCopies.Turn;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Makes the plain copies that are due. A day without rows has no object at its path: readers that list the
/// folder find none, and an object without rows would be one more.
///
/// Accounts take turns, and a few have theirs side by side, so large days of one hold up no other. An account
/// makes one copy at a time. So no day is copied twice at once, and of two versions the newer one comes last.
///
/// A process that dies before it notes the copy leaves it due; the next one copies again.
final class CopyDays {
    private static final int SIDE_BY_SIDE = 4;
    private static final int TURNS = 16;
    private static final int MOST_FAILURES = 1_000;
    /// A turn that has copied so much leaves the rest to the next one.
    private static final long BYTES_OF_A_TURN = 256L << 20;
    /// While a large day is copied, others change.
    private static final long NEXT_LOOK_SECONDS = 1;

    private final DueCopies copies;
    private final PlainObjects objects;

    CopyDays(DueCopies copies, PlainObjects objects) {
        this.copies = copies;
        this.objects = objects;
    }

    /// Copies until nothing is due. A copy that fails holds up no other; the next run tries it again. Ends
    /// soon after its thread is interrupted.
    ///
    /// @throws IllegalStateException if some of them failed; all others are made
    void all() {
        var run = new Run();
        copies.whileAlone(run::takeTurns);
        if (!run.failures.isEmpty()) {
            var first = run.failures.entrySet().iterator().next();
            throw new IllegalStateException(
                    "%d plain copies cannot be made, the first is that of job %s: %s"
                            .formatted(
                                    run.failures.size(),
                                    first.getKey(),
                                    first.getValue().getMessage()),
                    first.getValue());
        }
    }

    /// How the turn of an account ended.
    private record Ended(AccountId account, Map<JobId, RuntimeException> failures) {}

    /// Belongs to one thread. The turns that it begins tell it how they ended.
    private final class Run {
        private final Map<JobId, RuntimeException> failures = new LinkedHashMap<>();
        private final Set<AccountId> atWork = new HashSet<>();
        private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
        private Optional<AccountId> last = Optional.empty();

        void takeTurns() {
            // Its end waits for all turns: until then no other instance may copy.
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                try {
                    var ends = new ExecutorCompletionService<Ended>(threads);
                    for (begin(ends); !atWork.isEmpty(); begin(ends)) {
                        awaitEnd(ends);
                    }
                } catch (InterruptedException stop) {
                    threads.shutdownNow();
                    Thread.currentThread().interrupt();
                }
            }
        }

        private void begin(CompletionService<Ended> ends) {
            if (waiting.isEmpty() && atWork.size() < SIDE_BY_SIDE) {
                var found = copies.find(last, atWork, failures.keySet(), TURNS);
                last = found.size() < TURNS
                        ? Optional.empty()
                        : Optional.of(found.getLast().account());
                waiting.addAll(found);
            }
            while (!waiting.isEmpty() && atWork.size() < SIDE_BY_SIDE && failures.size() < MOST_FAILURES) {
                var turn = waiting.removeFirst();
                atWork.add(turn.account());
                ends.submit(() -> copy(turn));
            }
        }

        private void awaitEnd(CompletionService<Ended> ends) throws InterruptedException {
            var end = ends.poll(NEXT_LOOK_SECONDS, TimeUnit.SECONDS);
            if (end != null) {
                var ended = result(end);
                atWork.remove(ended.account());
                failures.putAll(ended.failures());
            }
        }
    }

    private static Ended result(Future<Ended> end) throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("plain copies of an account broke off", broken.getCause());
        }
    }

    private Ended copy(Turn turn) {
        var failures = new LinkedHashMap<JobId, RuntimeException>();
        var bytes = 0L;
        for (var due : turn.days()) {
            if (bytes >= BYTES_OF_A_TURN || Thread.currentThread().isInterrupted()) {
                break;
            }
            try {
                copy(due);
            } catch (RuntimeException failure) {
                failures.put(due.job().jobId(), failure);
            }
            bytes += due.file().map(DataFile::size).orElse(0L);
        }
        return new Ended(turn.account(), failures);
    }

    private void copy(DueCopies.Due due) {
        var job = due.job();
        var path = DataKeys.plainCopy(job.accountId(), job.sourceType(), job.dataDate());
        var isThere = due.file().filter(file -> objects.copy(file, path)).isPresent();
        if (!isThere) {
            objects.remove(path);
        }
        if (!copies.copied(job.jobId())) {
            objects.remove(path);
        }
    }
}
