package io.sluice.data.erasure;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.quarkus.runtime.Shutdown;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountState;
import io.sluice.events.account.AccountView;
import io.sluice.events.log.Log;
import io.sluice.objects.ObjectStoreUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Removes what there is of erased accounts. Each run looks at all of them: a batch that began before its
/// account was erased may end later.
@ApplicationScoped
class ErasureSchedule {
    private static final Log LOG = Log.of(ErasureSchedule.class);

    private final AccountView accounts;
    private final ErasedAccountsStore store;
    private final AccountObjectClient objects;
    private final AtomicBoolean stopped = new AtomicBoolean();

    ErasureSchedule(AccountView accounts, ErasedAccountsStore store, AccountObjectClient objects) {
        this.accounts = accounts;
        this.store = store;
        this.objects = objects;
    }

    @Scheduled(every = "${sluice.erasure.interval}", concurrentExecution = ConcurrentExecution.SKIP)
    void removeErased() {
        accounts.all().stream()
                .filter(facts -> facts.state() == AccountState.ERASED)
                .takeWhile(facts -> !stopped.get())
                .forEach(this::remove);
    }

    /// A dependency that is unavailable ends this account's turn; the next run goes on.
    private void remove(AccountFacts erased) {
        try {
            if (store.isKnown(erased.accountId())) {
                // The rows last: while there are some, the next run looks for objects again.
                var removed = objects.remove(erased.accountId());
                var rows = store.remove(erased.accountId(), stopped::get);
                LOG.info(
                        "removed after the account was erased",
                        account(erased.accountId()),
                        field("rows", rows),
                        field("objects", removed));
            }
        } catch (SQLException | ObjectStoreUnavailableException unavailable) {
            LOG.warn(
                    "not all of an erased account could be removed, the next run goes on",
                    account(erased.accountId()),
                    cause(unavailable));
        }
    }

    @Shutdown
    void stop() {
        stopped.set(true);
    }
}
