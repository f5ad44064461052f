package io.sluice.job.retention;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.database.TableSchedule;
import io.sluice.events.account.AccountRetention;
import io.sluice.events.account.AccountView;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.objects.report.OldReports;
import io.sluice.threads.SupervisedThread.Work;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Removes old jobs and their reports, a few times a day. Not at the start: nothing is known yet of how long
/// each account keeps its jobs.
@Singleton
class RetentionSchedule extends TableSchedule {
    private static final Log LOG = Log.of(RetentionSchedule.class);

    RetentionSchedule(Pool pool, OldReports reports, AccountView accounts, RetentionConfig config) {
        super("retention", Duration.ofMinutes(1), config.interval(), removal(pool, reports, accounts, config.keep()));
    }

    private static Work removal(Pool pool, OldReports reports, AccountView accounts, Duration keep) {
        var jobs = new OldJobsStore(pool);
        var batches = new OldBatchesStore(pool);
        var days = new ErasedDaysStore(pool);
        var retention = new AccountRetention(accounts, keep);
        Function<AccountId, Optional<Duration>> retentionOfErased = id -> accounts.find(id)
                .filter(account -> account.state() == AccountState.ERASED)
                .flatMap(erased -> retention.of(id));
        return () -> {
            run("old jobs", () -> jobs.remove(retention::of, RetentionSchedule::isStopped));
            run("old batches", () -> batches.remove(retention::of, RetentionSchedule::isStopped));
            run("days of erased accounts", () -> days.remove(retentionOfErased, RetentionSchedule::isStopped));
            run("old reports", () -> reports.remove(retention::of, RetentionSchedule::isStopped));
        };
    }

    private static boolean isStopped() {
        return Thread.currentThread().isInterrupted();
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
