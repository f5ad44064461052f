package io.sluice.archive;

import static io.sluice.events.log.LogFields.field;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.ToDoubleFunction;

/// Runs a pass of the archive every `sluice.archive.interval` and cleans it every day. Two passes, or two
/// cleanings, never run at the same time.
@ApplicationScoped
class ArchiveSchedule {
    private static final Log LOG = Log.of(ArchiveSchedule.class);

    private final Outages outages = new Outages(LOG);
    private final ArchiveUploads archive;
    private final CleanArchive clean;
    private final ArchiveTotals totals;

    ArchiveSchedule(ArchiveUploads archive, CleanArchive clean, ArchiveTotals totals, MeterRegistry metrics) {
        this.archive = archive;
        this.clean = clean;
        this.totals = totals;
        count(metrics, "sluice.archive.files", "Files archived since the start", ArchiveTotals::files);
        count(
                metrics,
                "sluice.archive.bytes",
                "Bytes archived since the start, before compression",
                ArchiveTotals::bytes);
        count(metrics, "sluice.archive.failures", "Files that could not be archived", ArchiveTotals::failures);
        count(
                metrics,
                "sluice.archive.expired",
                "Archived objects removed after their retention",
                ArchiveTotals::expired);
        Gauge.builder("sluice.archive.clock.held", totals, now -> now.isHeld() ? 1 : 0)
                .description("1 while a clock is not trusted, so that files are archived late rather than early")
                .register(metrics);
    }

    private void count(MeterRegistry metrics, String name, String description, ToDoubleFunction<ArchiveTotals> value) {
        FunctionCounter.builder(name, totals, value).description(description).register(metrics);
    }

    @Scheduled(
            every = "${sluice.archive.interval}",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void pass() {
        attempt("archiving", archive::run);
    }

    @Scheduled(every = "24h", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void clean() {
        attempt("cleaning the archive", clean::run);
    }

    private void attempt(String what, Runnable work) {
        try {
            work.run();
            outages.over(what, "work of the archive succeeds again", field("work", what));
        } catch (RuntimeException failed) {
            totals.failed();
            outages.report(
                    what,
                    "work of the archive failed and is tried again until it succeeds",
                    field("work", what),
                    field("cause", failed));
        }
    }
}
