package io.sluice.batch.removal;

import io.sluice.batch.removal.Removals.OldFile;
import io.sluice.batch.upload.BatchObjects;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Removes the files of batches some time after their outcome: they hold the records as they were sent,
/// sensitive values included. Several instances may remove the same.
final class RemoveOldFiles {
    private static final int PAGE = 100;

    private final Removals removals;
    private final BatchObjects objects;
    private final Duration retention;
    private final Clock clock;

    RemoveOldFiles(Removals removals, BatchObjects objects, Duration retention, Clock clock) {
        this.removals = removals;
        this.objects = objects;
        this.retention = retention;
        this.clock = clock;
    }

    /// Removes all of them; the number of files.
    Uni<Integer> run() {
        return removals.oldFiles(clock.instant().minus(retention), PAGE)
                .chain(files -> files.isEmpty()
                        ? Uni.createFrom().item(0)
                        : remove(files)
                                .chain(() -> removals.removed(files))
                                .chain(() -> files.size() < PAGE
                                        ? Uni.createFrom().item(files.size())
                                        : run().map(more -> files.size() + more)));
    }

    private Uni<Void> remove(List<OldFile> files) {
        return Multi.createFrom()
                .iterable(files)
                .onItem()
                .transformToUniAndConcatenate(file -> objects.remove(file.objectKey()))
                .onItem()
                .ignoreAsUni();
    }
}
