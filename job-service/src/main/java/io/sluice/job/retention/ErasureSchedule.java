package io.sluice.job.retention;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.database.TableSchedule;
import io.sluice.events.account.AccountView;
import io.sluice.objects.report.OldReports;
import io.sluice.threads.SupervisedThread.Work;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Removes all that is kept of erased accounts, every five minutes: an event that was on its way may bring a
/// row after the erasure.
@Singleton
class ErasureSchedule extends TableSchedule {
    ErasureSchedule(Pool pool, OldReports reports, AccountView accounts) {
        super("erasure", Duration.ofMinutes(1), Duration.ofMinutes(5), removal(pool, reports, accounts));
    }

    private static Work removal(Pool pool, OldReports reports, AccountView accounts) {
        var jobs = new OldJobsStore(pool);
        var batches = new OldBatchesStore(pool);
        var days = new ErasedDaysStore(pool);
        return () -> {
            var erased = erased(accounts);
            if (!erased.isEmpty()) {
                Removals.run("jobs of erased accounts", stopped -> jobs.removeAll(erased, stopped));
                Removals.run("batches of erased accounts", stopped -> batches.removeAll(erased, stopped));
                Removals.run("days of erased accounts", stopped -> days.removeAll(erased, stopped));
                Removals.run(
                        "reports of erased accounts",
                        stopped -> reports.remove(
                                account -> Optional.of(Duration.ZERO).filter(_ -> erased.contains(account)), stopped));
            }
        };
    }

    private static Set<AccountId> erased(AccountView accounts) {
        return accounts.all().stream()
                .filter(facts -> facts.state() == AccountState.ERASED)
                .map(AccountFacts::accountId)
                .collect(Collectors.toSet());
    }
}
