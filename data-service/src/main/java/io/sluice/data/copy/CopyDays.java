package io.sluice.data.copy;

import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.file.JobId;
import java.util.LinkedHashMap;
import java.util.function.BooleanSupplier;

/// Makes the plain copies that are due. A day without rows has no object at its path: readers that list the
/// folder find none, and an object without rows would be one more.
///
/// A process that dies before it notes the copy leaves it due; the next one copies again.
final class CopyDays {
    private static final int BATCH = 100;
    private static final int MOST_FAILURES = 1_000;

    private final DueCopies copies;
    private final PlainObjects objects;

    CopyDays(DueCopies copies, PlainObjects objects) {
        this.copies = copies;
        this.objects = objects;
    }

    /// Copies until nothing is due. A copy that fails holds up no other; the next run tries it again.
    ///
    /// @param stopped becomes true when the process stops
    /// @throws IllegalStateException if some of them failed; all others are made
    void all(BooleanSupplier stopped) {
        var failures = new LinkedHashMap<JobId, RuntimeException>();
        copies.whileAlone(() -> {
            var due = copies.find(BATCH, failures.keySet());
            while (!due.isEmpty() && failures.size() < MOST_FAILURES && !stopped.getAsBoolean()) {
                for (var one : due) {
                    try {
                        copy(one);
                    } catch (RuntimeException failure) {
                        failures.put(one.job().jobId(), failure);
                    }
                }
                due = copies.find(BATCH, failures.keySet());
            }
        });
        if (!failures.isEmpty()) {
            var first = failures.entrySet().iterator().next();
            throw new IllegalStateException(
                    "%d plain copies cannot be made, the first is that of job %s: %s"
                            .formatted(
                                    failures.size(),
                                    first.getKey(),
                                    first.getValue().getMessage()),
                    first.getValue());
        }
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
