package io.sluice.batch.announcement;

import io.sluice.batch.sweep.Sweeps;
import io.sluice.database.TablesMigrated;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;

/// Announces batches again that have had no outcome for a long time. Kafka keeps an event for some days only,
/// whether or not it was handled, and the outcome may be lost in the same way.
@ApplicationScoped
class UnfinishedBatchSchedule {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    /// In small steps, so that no lock lasts.
    private static final int STEP = 1_000;

    private final UnfinishedBatchStore store;
    private final Sweeps sweeps;
    private final Duration after;
    private final Clock clock = Clock.systemUTC();

    UnfinishedBatchSchedule(UnfinishedBatchStore store, Sweeps sweeps, AnnouncementConfig config) {
        this.store = store;
        this.sweeps = sweeps;
        this.after = config.announceAgainAfter();
    }

    void start(@Observes TablesMigrated tables) {
        sweeps.start("unfinished-batches", PAUSE, this::announceAgain);
    }

    /// The number of batches.
    Uni<Integer> announceAgain() {
        var now = clock.instant();
        return store.announceAgain(now, now.minus(after), STEP)
                .chain(count -> count < STEP
                        ? Uni.createFrom().item(count)
                        : announceAgain().map(more -> count + more));
    }
}
