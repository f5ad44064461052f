package io.sluice.data.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.data.batch.ImportTimes;
import io.sluice.threads.queue.WorkQueue;
import java.time.Duration;
import java.util.Locale;

/// Counts batches, records and bytes, and measures how long batches take. No metric names a tenant.
final class ImportMetrics {
    private final MeterRegistry registry;

    ImportMetrics(MeterRegistry registry, WorkQueue<BatchWork> queue) {
        this.registry = registry;
        // An alert sees an increase only of a counter that is there.
        registry.counter("sluice.import.no.room");
        registry.counter("sluice.import.database.full");
        registry.gauge("sluice.import.waiting", queue, WorkQueue::waiting);
    }

    void record(BatchFinished batch, ImportTimes times) {
        registry.counter("sluice.import.records").increment((double) batch.totalCount());
        registry.counter("sluice.import.refused").increment((double) batch.failedCount());
        registry.counter("sluice.import.bytes").increment((double) batch.size());
        Timer.builder("sluice.import.batches")
                .description("Imported batches by outcome, from the start of the last attempt to the outcome")
                .tag("outcome", batch.outcome().name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(Duration.between(batch.startedAt(), batch.finishedAt()));
        record("copy", times.copy());
        record("check", times.check());
        record("merge", times.merge());
        record("end", times.end());
    }

    /// An attempt of a batch that fills the folder for temporary files.
    void foundNoRoom() {
        registry.counter("sluice.import.no.room").increment();
    }

    /// An attempt of a batch that fills the disk of the database.
    void foundDatabaseFull() {
        registry.counter("sluice.import.database.full").increment();
    }

    private void record(String phase, Duration time) {
        Timer.builder("sluice.import.phases")
                .description("Where the time of imports goes: copy of the file, check, merge, end")
                .tag("phase", phase)
                .register(registry)
                .record(time);
    }
}
