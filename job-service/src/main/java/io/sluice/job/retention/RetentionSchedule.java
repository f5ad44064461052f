package io.sluice.job.retention;

import io.quarkus.runtime.Shutdown;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.events.account.AccountRetention;
import io.sluice.events.account.AccountView;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.objects.report.OldReports;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// Removes old jobs and their reports, a few times a day, and those of erased accounts soon.
@ApplicationScoped
class RetentionSchedule {
    private static final Log LOG = Log.of(RetentionSchedule.class);

    private final OldJobsStore jobs;
    private final OldBatchesStore batches;
    private final ErasedDaysStore days;
    private final OldReports reports;
    private final AccountView accounts;
    private final AccountRetention retention;
    private final AtomicBoolean stopped = new AtomicBoolean();

    RetentionSchedule(Pool pool, OldReports reports, AccountView accounts, RetentionConfig config) {
        this.jobs = new OldJobsStore(pool);
        this.batches = new OldBatchesStore(pool);
        this.days = new ErasedDaysStore(pool);
        this.reports = reports;
        this.accounts = accounts;
        this.retention = new AccountRetention(accounts, config.keep());
    }

    @Scheduled(every = "${sluice.retention.interval}", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void removeOld() {
        run("old jobs", () -> jobs.remove(retention::of, stopped::get));
        run("old batches", () -> batches.remove(retention::of, stopped::get));
        run("old reports", () -> reports.remove(retention::of, stopped::get));
    }

    /// Nothing of an erased account is kept. An event that was on its way may bring a row afterwards.
    @Scheduled(every = "5m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void removeErased() {
        run("jobs of erased accounts", () -> jobs.remove(this::ofErased, stopped::get));
        run("batches of erased accounts", () -> batches.remove(this::ofErased, stopped::get));
        run("days of erased accounts", () -> days.remove(this::ofErased, stopped::get));
        run("reports of erased accounts", () -> reports.remove(this::ofErased, stopped::get));
    }

    private Optional<Duration> ofErased(AccountId id) {
        return accounts.find(id)
                .filter(account -> account.state() == AccountState.ERASED)
                .flatMap(erased -> retention.of(id));
    }

    @Shutdown
    void stop() {
        stopped.set(true);
    }

    /// A dependency that is unavailable stops the run; the next one goes on where this one ended.
    private static void run(String what, LongSupplier removal) {
        try {
            var removed = removal.getAsLong();
            if (removed > 0) {
                LOG.info(
                        "removed after their retention",
                        LogFields.field("what", what),
                        LogFields.field("count", removed));
            }
        } catch (RuntimeException unavailable) {
            LOG.warn(
                    "not all could be removed after their retention, the next run goes on",
                    LogFields.field("what", what),
                    LogFields.cause(unavailable));
        }
    }
}
