package io.sluice.batch.announcement;

import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.BatchTrafficMeasured;
import io.sluice.events.EventTooLargeException;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import java.util.function.Supplier;

/// Publishes every batch that was received, and the traffic of accounts, at least once. What is left to
/// publish is read from the rows themselves, so a failed run loses nothing. An event that Kafka never takes
/// is an error in the log and holds up no other.
final class PublishUnannounced {
    private static final int PAGE = 200;

    private final Unannounced unannounced;
    private final Function<BatchReceived, Uni<Void>> batches;
    private final Function<BatchTrafficMeasured, Uni<Void>> traffic;

    PublishUnannounced(
            Unannounced unannounced,
            Function<BatchReceived, Uni<Void>> batches,
            Function<BatchTrafficMeasured, Uni<Void>> traffic) {
        this.unannounced = unannounced;
        this.batches = orNever(batches);
        this.traffic = orNever(traffic);
    }

    private static <E> Function<E, Uni<Void>> orNever(Function<E, Uni<Void>> publisher) {
        return event ->
                publisher.apply(event).onFailure(EventTooLargeException.class).recoverWithNull();
    }

    /// Publishes until nothing is left; the number of events.
    Uni<Integer> all() {
        return all(() -> unannounced.publishBatches(PAGE, batches))
                .chain(published ->
                        all(() -> unannounced.publishTraffic(PAGE, traffic)).map(more -> published + more));
    }

    private static Uni<Integer> all(Supplier<Uni<Integer>> page) {
        return page.get()
                .chain(published -> published < PAGE
                        ? Uni.createFrom().item(published)
                        : all(page).map(more -> published + more));
    }
}
