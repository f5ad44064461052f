package io.sluice.job.retention;

import io.sluice.database.TableSchedule;
import io.sluice.events.account.AccountRetention;
import io.sluice.events.account.AccountView;
import io.sluice.objects.report.OldReports;
import io.sluice.threads.SupervisedThread.Work;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Removes old jobs and their reports, a few times a day. Not at the start: nothing is known yet of how long
/// each account keeps its jobs.
@Singleton
class RetentionSchedule extends TableSchedule {
    RetentionSchedule(Pool pool, OldReports reports, AccountView accounts, RetentionConfig config) {
        super("retention", Duration.ofMinutes(1), config.interval(), removal(pool, reports, accounts, config.keep()));
    }

    private static Work removal(Pool pool, OldReports reports, AccountView accounts, Duration keep) {
        var jobs = new OldJobsStore(pool);
        var batches = new OldBatchesStore(pool);
        var retention = new AccountRetention(accounts, keep);
        return () -> {
            Removals.run("old jobs", stopped -> jobs.remove(retention::of, stopped));
            Removals.run("old batches", stopped -> batches.remove(retention::of, stopped));
            Removals.run("old reports", stopped -> reports.remove(retention::of, stopped));
        };
    }
}
