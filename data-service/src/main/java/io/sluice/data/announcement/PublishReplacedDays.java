package io.sluice.data.announcement;

import io.sluice.contracts.event.DataSetReplaced;
import io.sluice.contracts.file.JobId;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Publishes each change of a day at least once. What is left to publish is read from the versions of days
/// themselves, so a failed run loses nothing.
final class PublishReplacedDays {
    private static final int BATCH = 100;

    private final UnannouncedDays days;
    private final Function<DataSetReplaced, Uni<Void>> publisher;

    PublishReplacedDays(UnannouncedDays days, Function<DataSetReplaced, Uni<Void>> publisher) {
        this.days = days;
        this.publisher = publisher;
    }

    /// Publishes until nothing is left; the number of events.
    ///
    /// @throws IllegalStateException if some of them cannot be sent now; all others are
    int all() {
        var all = 0;
        int published;
        do {
            var failures = new ConcurrentLinkedQueue<Throwable>();
            published = days.publish(BATCH, some -> publish(some, failures));
            all += published;
            if (!failures.isEmpty()) {
                throw new IllegalStateException(
                        "%d changes of days cannot be sent: %s".formatted(failures.size(), failures.peek()),
                        failures.peek());
            }
        } while (published == BATCH);
        return all;
    }

    /// Those that are sent.
    private Set<JobId> publish(List<DataSetReplaced> some, Collection<Throwable> failures) {
        if (some.isEmpty()) {
            return Set.of();
        }
        return Uni.join()
                .all(some.stream().map(change -> sent(change, failures)).toList())
                .andCollectFailures()
                .map(all -> all.stream().flatMap(Optional::stream).collect(Collectors.toSet()))
                .await()
                .indefinitely();
    }

    private Uni<Optional<JobId>> sent(DataSetReplaced change, Collection<Throwable> failures) {
        return publisher
                .apply(change)
                .replaceWith(Optional.of(change.job().jobId()))
                .onFailure()
                .invoke(failures::add)
                .onFailure()
                .recoverWithItem(Optional.empty());
    }
}
