package io.sluice.job.retention;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.database.TableSchedule;
import io.sluice.events.account.AccountRetention;
import io.sluice.events.account.AccountView;
import io.sluice.objects.report.OldReports;
import io.sluice.threads.SupervisedThread.Work;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/// Removes all that is kept of erased accounts, every five minutes: an event that was on its way may bring a
/// row after the erasure.
@Singleton
class ErasureSchedule extends TableSchedule {
    ErasureSchedule(Pool pool, OldReports reports, AccountView accounts, RetentionConfig config) {
        super("erasure", Duration.ofMinutes(1), Duration.ofMinutes(5), removal(pool, reports, accounts, config.keep()));
    }

    private static Work removal(Pool pool, OldReports reports, AccountView accounts, Duration keep) {
        var jobs = new OldJobsStore(pool);
        var batches = new OldBatchesStore(pool);
        var days = new ErasedDaysStore(pool);
        var retention = new AccountRetention(accounts, keep);
        Function<AccountId, Optional<Duration>> ofErased = id -> accounts.find(id)
                .filter(account -> account.state() == AccountState.ERASED)
                .flatMap(erased -> retention.of(id));
        return () -> {
            Removals.run("jobs of erased accounts", stopped -> jobs.remove(ofErased, stopped));
            Removals.run("batches of erased accounts", stopped -> batches.remove(ofErased, stopped));
            Removals.run("days of erased accounts", stopped -> days.remove(ofErased, stopped));
            Removals.run("reports of erased accounts", stopped -> reports.remove(ofErased, stopped));
        };
    }
}
