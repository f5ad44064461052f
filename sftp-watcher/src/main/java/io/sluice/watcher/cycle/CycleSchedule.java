package io.sluice.watcher.cycle;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import io.sluice.events.account.AccountView;
import io.sluice.events.log.Log;
import io.sluice.threads.SupervisedThread;
import io.sluice.volume.VolumeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Runs scan cycles one after another on a thread of its own, and keeps the result of the latest one.
///
/// | after a cycle | the next one comes |
/// |---|---|
/// | claims are open, uploads are about to be complete, or the ledger has new lines | after [#PAUSE] |
/// | nothing is to be done, as the ledger shows | after `sluice.scan.interval` |
/// | there is no ledger to look at, or the volume takes no claims | the same, at most 10 s |
@ApplicationScoped
class CycleSchedule {
    private static final Log LOG = Log.of(CycleSchedule.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    /// So that job-service's limit of 20 s holds whatever the interval is.
    private static final Duration LONGEST_UNSEEN = Duration.ofSeconds(10);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final WatchUploads watch;
    private final AccountView accounts;
    private final Duration interval;
    private final Timer duration;
    private final LongSupplier nanoTime;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile LatestCycle last = new LatestCycle.NoneYet();
    private volatile long completed;
    private volatile long looked;
    private volatile boolean lookedEverywhere;
    private @Nullable SupervisedThread thread;

    @Inject
    CycleSchedule(WatchUploads watch, AccountView accounts, ScanConfig config, MeterRegistry metrics) {
        this(watch, accounts, config, metrics, System::nanoTime);
    }

    CycleSchedule(
            WatchUploads watch, AccountView accounts, ScanConfig config, MeterRegistry metrics, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.completed = nanoTime.getAsLong();
        this.looked = completed;
        this.watch = watch;
        this.accounts = accounts;
        this.interval = config.interval();
        this.duration = Timer.builder("sluice.scan.duration")
                .description("How long a scan cycle took")
                .register(metrics);
        Gauge.builder("sluice.uploads.waiting", () -> last.result().files().waiting())
                .description("Uploads that will be claimed")
                .register(metrics);
        Gauge.builder("sluice.uploads.ignored", () -> last.result().files().ignored())
                .description("Files that will not be claimed")
                .register(metrics);
        Gauge.builder("sluice.claims.open", () -> last.result().claims().open())
                .description("Claims that are neither published nor back at their tenant")
                .register(metrics);
        Gauge.builder("sluice.scan.accounts", () -> last.result().accountsListed())
                .description("Accounts that the latest scan cycle listed")
                .register(metrics);
        Gauge.builder("sluice.scan.age", () -> age().toMillis() / 1000.0)
                .description("Seconds since the latest completed scan cycle")
                .baseUnit("seconds")
                .register(metrics);
        FunctionCounter.builder(
                        "sluice.uploads.claimed",
                        this,
                        cycles -> cycles.last().result().claims().taken())
                .description("Uploads claimed since the start")
                .register(metrics);
        FunctionCounter.builder(
                        "sluice.claims.without.end",
                        this,
                        cycles -> cycles.last().result().claims().ended())
                .description("Jobs that failed because no part of Sluice ended them; each needs an operator")
                .register(metrics);
    }

    LatestCycle last() {
        return last;
    }

    /// Time since the latest completed cycle, or since the start.
    Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - completed);
    }

    /// How long ago the latest completed cycle began, or a look at the ledger showed no new line. What
    /// arrived since then may not be found yet, and while a cycle or a look hangs nobody finds it.
    Duration unseen() {
        return Duration.ofNanos(nanoTime.getAsLong() - looked);
    }

    /// Whether a cycle over all accounts was completed since the start. A cycle that began before the
    /// accounts were read misses some.
    boolean hasLookedEverywhere() {
        return lookedEverywhere;
    }

    /// How long the broker has not held the oldest thing that was found; zero when it holds all.
    Duration unpublished() {
        var then = last.result().unpublished();
        return then.isZero() ? then : then.plus(age());
    }

    @Startup
    void start() {
        thread = SupervisedThread.start("scan-cycles", this::run);
    }

    @Shutdown
    void stop() throws InterruptedException {
        stop.countDown();
        if (thread != null) {
            thread.finish(STOP_WITHIN);
        }
    }

    private void run() {
        try {
            while (!stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                cycle();
                waitForWork();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("the scan cycles end because the service stops");
        }
    }

    private void waitForWork() throws InterruptedException {
        for (var waited = Duration.ZERO; waited.compareTo(interval) < 0; waited = waited.plus(PAUSE)) {
            var begun = nanoTime.getAsLong();
            switch (look()) {
                case WORK -> {
                    return;
                }
                case NOTHING_NEW -> looked = begun;
                case UNKNOWN -> {
                    if (waited.compareTo(LONGEST_UNSEEN) >= 0) {
                        return;
                    }
                }
            }
            if (stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /// After a failed cycle the next one waits for the interval.
    private WatchUploads.Look look() {
        try {
            return last instanceof LatestCycle.Done(var result) ? watch.look(result) : WatchUploads.Look.UNKNOWN;
        } catch (VolumeException unavailable) {
            LOG.debug("the ledger cannot be looked at", cause(unavailable));
            return WatchUploads.Look.UNKNOWN;
        }
    }

    /// An error ends no thread: it would end all claims without a word.
    private void cycle() {
        var started = nanoTime.getAsLong();
        var hasAllAccounts = accounts.isComplete();
        try {
            last = new LatestCycle.Done(watch.run());
            completed = nanoTime.getAsLong();
            looked = started;
            lookedEverywhere |= hasAllAccounts;
        } catch (RuntimeException | Error failed) {
            report(failed);
            last = new LatestCycle.Failed(last.result(), String.valueOf(failed.getMessage()));
        } finally {
            duration.record(nanoTime.getAsLong() - started, TimeUnit.NANOSECONDS);
        }
    }

    /// Logs an outage once, not in every cycle.
    private void report(Throwable failed) {
        var again = last instanceof LatestCycle.Failed(var _, var reason)
                && reason.equals(String.valueOf(failed.getMessage()));
        if (again) {
            LOG.debug("a scan cycle failed again", cause(failed));
        } else {
            LOG.warn("a scan cycle failed, the next one follows", field("cause", failed));
        }
    }
}
