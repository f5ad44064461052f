package io.sluice.batch.announcement;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.batch.announcement.WaitingBatchesStore.Oldest;
import io.sluice.batch.sweep.Sweeps;
import io.sluice.database.TablesMigrated;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Shows how long the oldest batches wait, for alerts.
///
/// | metric | seconds since the receipt of the oldest batch that |
/// |---|---|
/// | `sluice.batch.unannounced.age` | is stored, and not announced |
/// | `sluice.batch.unfinished.age` | has no outcome |
///
/// Without such a batch it is 0. While the database does not answer, the last answer counts, so that an age
/// grows. No metric names a tenant.
@ApplicationScoped
class WaitingBatchesMetrics {
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final WaitingBatchesStore store;
    private final Sweeps sweeps;
    private final Clock clock = Clock.systemUTC();
    private volatile Oldest oldest = new Oldest(Optional.empty(), Optional.empty());

    WaitingBatchesMetrics(WaitingBatchesStore store, Sweeps sweeps, MeterRegistry metrics) {
        this.store = store;
        this.sweeps = sweeps;
        Gauge.builder("sluice.batch.unannounced.age", this, waiting -> waiting.age(waiting.oldest.unannounced()))
                .baseUnit("seconds")
                .description("Since the receipt of the oldest batch that is not announced")
                .register(metrics);
        Gauge.builder("sluice.batch.unfinished.age", this, waiting -> waiting.age(waiting.oldest.unfinished()))
                .baseUnit("seconds")
                .description("Since the receipt of the oldest batch without an outcome")
                .register(metrics);
    }

    void start(@Observes TablesMigrated tables) {
        sweeps.start("waiting-batches", PAUSE, this::look);
    }

    /// Changes nothing.
    Uni<Integer> look() {
        return store.oldest().invoke(found -> oldest = found).replaceWith(0);
    }

    private double age(Optional<Instant> since) {
        return since.map(moment -> (double)
                        Math.max(0, Duration.between(moment, clock.instant()).toSeconds()))
                .orElse(0.0);
    }
}
