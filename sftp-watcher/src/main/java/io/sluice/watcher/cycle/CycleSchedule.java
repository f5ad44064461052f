package io.sluice.watcher.cycle;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.sluice.events.log.Log;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/// Runs a scan cycle every `sluice.scan.interval`, never two at once, and keeps the result of the latest one.
@ApplicationScoped
class CycleSchedule {
    private static final Log LOG = Log.of(CycleSchedule.class);

    private final WatchUploads watch;
    private final Timer duration;
    private volatile LatestCycle last = new LatestCycle.NoneYet();

    CycleSchedule(WatchUploads watch, MeterRegistry metrics) {
        this.watch = watch;
        this.duration = Timer.builder("sluice.scan.duration")
                .description("How long a scan cycle took")
                .register(metrics);
        Gauge.builder("sluice.uploads.waiting", () -> last.result().waiting())
                .description("Uploads that will be claimed")
                .register(metrics);
        Gauge.builder("sluice.uploads.ignored", () -> last.result().ignored())
                .description("Files that will not be claimed")
                .register(metrics);
        Gauge.builder("sluice.scan.accounts", () -> last.result().lookedAt())
                .description("Accounts that the latest scan cycle listed")
                .register(metrics);
        FunctionCounter.builder(
                        "sluice.uploads.claimed",
                        this,
                        cycles -> cycles.last().result().taken())
                .description("Uploads claimed since the start")
                .register(metrics);
    }

    LatestCycle last() {
        return last;
    }

    /// Creates the beans at the start, so that an invalid configuration stops the start and not the first
    /// cycle.
    @Startup
    void start() {
        LOG.debug("scan cycles begin");
    }

    @Scheduled(
            every = "${sluice.scan.interval}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void cycle() {
        var started = System.nanoTime();
        try {
            last = new LatestCycle.Done(watch.run());
        } catch (RuntimeException failed) {
            report(failed);
            last = new LatestCycle.Failed(last.result(), String.valueOf(failed.getMessage()));
        } finally {
            duration.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        }
    }

    /// Logs an outage once, not in every cycle.
    private void report(RuntimeException failed) {
        var again = last instanceof LatestCycle.Failed(var _, var reason)
                && reason.equals(String.valueOf(failed.getMessage()));
        if (again) {
            LOG.debug("a scan cycle failed again", cause(failed));
        } else {
            LOG.warn("a scan cycle failed, the next one follows", field("cause", failed));
        }
    }
}
