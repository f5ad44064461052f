package io.sluice.data.snapshot;

import io.sluice.contracts.account.AccountId;
import io.sluice.data.snapshot.BuildSnapshot.Done;
import io.sluice.data.snapshot.DueSnapshot.Why;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Builds the snapshots that are due, one after another. A source that fails holds up no other: no
/// instance tries it again for some minutes, twice as long after each failure, and then after those that
/// do not fail. Thread-safe; the threads of an instance take different accounts, and so do instances
/// ([EntityReads]).
final class BuildDueSnapshots {
    private final SnapshotTurns turns;
    private final BuildSnapshot buildSnapshot;
    private final Duration age;
    private final Set<AccountId> working = new HashSet<>();

    /// @param age of the snapshot of a source whose entities have changed
    BuildDueSnapshots(SnapshotTurns turns, BuildSnapshot buildSnapshot, Duration age) {
        this.turns = turns;
        this.buildSnapshot = buildSnapshot;
        this.age = age;
    }

    /// What became of one source.
    sealed interface Result {
        record Ended(DueSnapshot due, Done done) implements Result {}

        /// It is tried again.
        ///
        /// @param pause until then
        record Failed(DueSnapshot due, RuntimeException failure, Duration pause) implements Result {}
    }

    /// Builds until nothing is due.
    ///
    /// @param small whether sources that take long are left to other threads
    /// @param stopped becomes true when the process stops
    /// @throws io.sluice.data.batch.DatabaseUnavailableException when the database does not say what is
    /// due, or takes no note of a failure
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
                results.accept(new Result.Ended(due, build(due)));
            } catch (RuntimeException failed) {
                if (stopped.getAsBoolean()) {
                    return;
                }
                results.accept(new Result.Failed(due, failed, turns.failed(due.source())));
            } finally {
                giveBack(due);
            }
        }
    }

    private Done build(DueSnapshot due) {
        var done = buildSnapshot.build(due);
        if (done != Done.PASSED_OVER) {
            turns.ended(due, due.why() == Why.SCHEMA && done == Done.UNCHANGED);
        }
        return done;
    }

    private synchronized Optional<DueSnapshot> take(Collection<Long> passed, boolean small) {
        var due = turns.next(age, new SnapshotTurns.Passed(passed, List.copyOf(working)), small);
        due.ifPresent(one -> working.add(one.source().account()));
        return due;
    }

    private synchronized void giveBack(DueSnapshot due) {
        working.remove(due.source().account());
    }
}
