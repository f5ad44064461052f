package io.sluice.validator.dryrun;

import io.sluice.contracts.account.AccountId;
import java.util.HashMap;
import java.util.Map;

/// How many dry runs go on, in all and of each account. Thread-safe.
final class Permits {
    private final int inAll;
    private final int perAccount;
    private final Map<AccountId, Integer> taken = new HashMap<>();
    private int takenInAll;

    Permits(int inAll, int perAccount) {
        this.inAll = inAll;
        this.perAccount = perAccount;
    }

    synchronized Permit acquire(AccountId account) {
        if (taken.getOrDefault(account, 0) >= perAccount) {
            return new Permit.AccountBusy(perAccount);
        }
        if (takenInAll >= inAll) {
            return new Permit.ServiceBusy(inAll);
        }
        takenInAll++;
        taken.merge(account, 1, Integer::sum);
        return new Permit.Granted(() -> release(account));
    }

    private synchronized void release(AccountId account) {
        takenInAll--;
        taken.computeIfPresent(account, (id, count) -> count > 1 ? count - 1 : null);
    }

    /// Whether a dry run may go on.
    sealed interface Permit {
        /// It may; closing gives the permit back.
        record Granted(Runnable release) implements Permit, AutoCloseable {
            @Override
            public void close() {
                release.run();
            }
        }

        /// The account already has as many as it may.
        record AccountBusy(int limit) implements Permit {}

        /// All accounts together already have as many as they may.
        record ServiceBusy(int limit) implements Permit {}
    }
}
