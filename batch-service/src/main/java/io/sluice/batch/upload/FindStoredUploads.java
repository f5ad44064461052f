package io.sluice.batch.upload;

import io.sluice.batch.state.AccountDay;
import io.sluice.batch.state.Batch;
import io.sluice.batch.state.BatchState;
import io.sluice.batch.state.Batches;
import io.sluice.batch.state.Batches.BegunUpload;
import io.sluice.contracts.account.AccountId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finishes what a process left that died between storing a file and recording it: asks the store for the
/// files of all uploads that began and have no known end.
///
/// | there is a file, and the batch | then |
/// |---|---|
/// | waits for it | it is recorded |
/// | is corrupted, because another upload of it had other bytes | the file is removed |
/// | was removed with its account | the file is removed |
/// | has its file | nothing is left to do |
final class FindStoredUploads {
    private static final int PAGE = 100;

    private final Batches batches;
    private final BatchObjects objects;
    private final Function<AccountId, AccountDay> day;
    private final Duration longestUpload;
    private final Clock clock;

    /// @param longestUpload after this time an upload can store nothing any more
    FindStoredUploads(
            Batches batches,
            BatchObjects objects,
            Function<AccountId, AccountDay> day,
            Duration longestUpload,
            Clock clock) {
        this.batches = batches;
        this.objects = objects;
        this.day = day;
        this.longestUpload = longestUpload;
        this.clock = clock;
    }

    /// Looks at all of them once; the number of files that were found.
    Uni<Integer> run() {
        return page(Optional.empty());
    }

    private Uni<Integer> page(Optional<BegunUpload> after) {
        return batches.begunUploads(after, PAGE)
                .chain(uploads -> found(uploads)
                        .chain(found -> uploads.size() < PAGE
                                ? Uni.createFrom().item(found)
                                : page(Optional.of(uploads.getLast())).map(more -> found + more)));
    }

    private Uni<Integer> found(List<BegunUpload> uploads) {
        return Multi.createFrom()
                .iterable(uploads)
                .onItem()
                .transformToUniAndConcatenate(this::lookAt)
                .collect()
                .with(Collectors.summingInt(found -> found ? 1 : 0));
    }

    private Uni<Boolean> lookAt(BegunUpload upload) {
        return objects.storedAt(upload.objectKey())
                .chain(stored -> stored.map(at -> settle(upload, at)).orElseGet(() -> forgetIfOver(upload)));
    }

    private Uni<Boolean> settle(BegunUpload upload, Instant storedAt) {
        return batches.find(upload.ref()).chain(found -> {
            var state = found.map(Batch::state);
            if (state.isEmpty() || state.get() == BatchState.CORRUPTED) {
                return objects.remove(upload.objectKey())
                        .chain(() -> batches.forget(upload))
                        .replaceWith(false);
            }
            if (state.get() == BatchState.ALLOCATED) {
                // Without a change another instance was faster, and the next run looks once more.
                return batches.stored(
                                found.get(), storedAt, day.apply(found.get().account()))
                        .call(changed -> changed
                                ? batches.forget(upload)
                                : Uni.createFrom().voidItem());
            }
            return batches.forget(upload).replaceWith(false);
        });
    }

    private Uni<Boolean> forgetIfOver(BegunUpload upload) {
        var over = upload.begunAt().plus(longestUpload).isBefore(clock.instant());
        return (over ? batches.forget(upload) : Uni.createFrom().voidItem()).replaceWith(false);
    }
}
