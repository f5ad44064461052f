package io.sluice.data.erasure;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.data.care.LakeObjects;
import io.sluice.database.TableSchedule;
import io.sluice.events.account.AccountView;
import io.sluice.events.log.Log;
import io.sluice.threads.SupervisedThread.Work;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/// Removes what there is of erased accounts. Each run looks at all of them: a batch, a check or a swap that
/// began before its account was erased may end later.
@Singleton
class ErasureSchedule extends TableSchedule {
    private static final Log LOG = Log.of(ErasureSchedule.class);

    ErasureSchedule(AccountView accounts, ErasedAccountsStore store, LakeObjects objects, ErasureConfig config) {
        super("erased-accounts", config.interval(), removal(accounts, store, new ErasedObjects(objects)));
    }

    private static Work removal(AccountView accounts, ErasedAccountsStore store, ErasedObjects objects) {
        return () -> {
            var owners = objects.owners();
            accounts.all().stream()
                    .filter(facts -> facts.state() == AccountState.ERASED)
                    .map(AccountFacts::accountId)
                    .takeWhile(erased -> !Thread.currentThread().isInterrupted())
                    .forEach(erased -> remove(erased, owners.contains(erased), store, objects));
        };
    }

    /// A failure ends this account's turn, and no other's; the next run goes on.
    private static void remove(AccountId erased, boolean hasObjects, ErasedAccountsStore store, ErasedObjects objects) {
        try {
            if (hasObjects || store.isKnown(erased)) {
                var removed = objects.remove(erased);
                var rows = store.remove(erased, Thread.currentThread()::isInterrupted);
                LOG.info(
                        "removed after the account was erased",
                        account(erased),
                        field("rows", rows),
                        field("objects", removed));
            }
        } catch (SQLException | RuntimeException failed) {
            LOG.warn(
                    "not all of an erased account could be removed, the next run goes on",
                    account(erased),
                    cause(failed));
        }
    }
}
