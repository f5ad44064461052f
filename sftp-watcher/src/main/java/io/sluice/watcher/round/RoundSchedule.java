package io.sluice.watcher.round;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Runs a round every `sluice.scan.interval`, never two at once, and keeps what the last one did.
@ApplicationScoped
class RoundSchedule {
    private static final Logger LOG = Logger.getLogger(RoundSchedule.class);

    private final WatchUploads watch;
    private final Timer duration;
    private volatile RoundOutcome last = new RoundOutcome.NoneYet();

    RoundSchedule(WatchUploads watch, MeterRegistry metrics) {
        this.watch = watch;
        this.duration = Timer.builder("sluice.scan.duration")
                .description("How long a round of the watcher took")
                .register(metrics);
        Gauge.builder("sluice.uploads.waiting", () -> last.round().waiting())
                .description("Uploads that lie there and will be taken")
                .register(metrics);
        Gauge.builder("sluice.uploads.ignored", () -> last.round().ignored())
                .description("Files that lie there and will not be taken")
                .register(metrics);
        Gauge.builder("sluice.scan.accounts", () -> last.round().lookedAt())
                .description("Accounts that the last round looked at")
                .register(metrics);
        FunctionCounter.builder(
                        "sluice.uploads.claimed",
                        this,
                        rounds -> rounds.last().round().taken())
                .description("Uploads claimed since the start")
                .register(metrics);
    }

    RoundOutcome last() {
        return last;
    }

    /// Makes a refused configuration stop the start, not the first round.
    @Startup
    void start() {
        LOG.debug("the watcher's rounds begin");
    }

    @Scheduled(
            every = "${sluice.scan.interval:2s}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void round() {
        var started = System.nanoTime();
        try {
            last = new RoundOutcome.Done(watch.run());
        } catch (RuntimeException failed) {
            tell(failed);
            last = new RoundOutcome.Failed(last.round(), String.valueOf(failed.getMessage()));
        } finally {
            duration.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        }
    }

    /// An outage is one line of the log, not one every round.
    private void tell(RuntimeException failed) {
        var again = last instanceof RoundOutcome.Failed(var _, var reason)
                && reason.equals(String.valueOf(failed.getMessage()));
        if (again) {
            LOG.debugf(failed, "a round failed again");
        } else {
            LOG.warnf("a round failed, the next follows: %s", failed);
        }
    }
}
