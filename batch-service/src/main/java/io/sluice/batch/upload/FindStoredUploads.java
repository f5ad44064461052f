package io.sluice.batch.upload;

import io.sluice.batch.state.AccountDay;
import io.sluice.batch.state.Batches;
import io.sluice.batch.state.Batches.BegunUpload;
import io.sluice.contracts.account.AccountId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finishes what a process left that died between storing a file and recording it: asks the store for the
/// files of all uploads that began and have no known end.
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
        var batch = upload.batch();
        return objects.storedAt(batch)
                .chain(stored -> stored.map(at -> batches.stored(batch, at, day.apply(batch.account())))
                        .orElseGet(() -> forgetIfOver(upload)));
    }

    private Uni<Boolean> forgetIfOver(BegunUpload upload) {
        var over = upload.begunAt().plus(longestUpload).isBefore(clock.instant());
        return (over ? batches.forget(upload) : Uni.createFrom().voidItem()).replaceWith(false);
    }
}
