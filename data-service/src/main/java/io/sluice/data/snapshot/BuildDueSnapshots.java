package io.sluice.data.snapshot;

import io.sluice.contracts.account.AccountId;
import io.sluice.data.snapshot.BuildSnapshot.Done;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Builds the snapshots that are due, one after another. A source that fails holds up no other, and is tried
/// again after some minutes. Thread-safe; the threads of an instance take different accounts.
final class BuildDueSnapshots {
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(5);

    private final Snapshots snapshots;
    private final BuildSnapshot buildSnapshot;
    private final Duration age;
    private final Clock clock;
    private final Set<AccountId> working = new HashSet<>();
    private final Map<Long, Instant> paused = new HashMap<>();

    /// @param age of the snapshot of a source whose entities have changed
    BuildDueSnapshots(Snapshots snapshots, BuildSnapshot buildSnapshot, Duration age, Clock clock) {
        this.snapshots = snapshots;
        this.buildSnapshot = buildSnapshot;
        this.age = age;
        this.clock = clock;
    }

    /// What became of one source.
    sealed interface Result {
        record Ended(DueSnapshot due, Done done) implements Result {}

        record Failed(DueSnapshot due, RuntimeException failure) implements Result {}
    }

    /// Builds until nothing is due.
    ///
    /// @param small whether sources that take long are left to other threads
    /// @param stopped becomes true when the process stops
    /// @throws io.sluice.data.batch.DatabaseUnavailableException when the database does not say what is due
    void all(boolean small, BooleanSupplier stopped, Consumer<Result> results) {
        var passed = new HashSet<Long>();
        while (!stopped.getAsBoolean()) {
            var next = take(passed, small);
            if (next.isEmpty()) {
                return;
            }
            var due = next.get();
            passed.add(due.setId());
            try {
                results.accept(new Result.Ended(due, buildSnapshot.build(due)));
            } catch (RuntimeException failed) {
                pause(due);
                results.accept(new Result.Failed(due, failed));
            } finally {
                giveBack(due);
            }
        }
    }

    private synchronized Optional<DueSnapshot> take(Collection<Long> passed, boolean small) {
        var now = clock.instant();
        paused.values().removeIf(until -> !until.isAfter(now));
        var sets = new HashSet<>(passed);
        sets.addAll(paused.keySet());
        var due = snapshots.next(age, new Snapshots.Passed(sets, List.copyOf(working)), small);
        due.ifPresent(one -> working.add(one.source().account()));
        return due;
    }

    private synchronized void pause(DueSnapshot due) {
        paused.put(due.setId(), clock.instant().plus(PAUSE_AFTER_FAILURE));
    }

    private synchronized void giveBack(DueSnapshot due) {
        working.remove(due.source().account());
    }
}
