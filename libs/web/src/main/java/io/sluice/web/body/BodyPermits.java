package io.sluice.web.body;

import io.sluice.contracts.account.AccountId;
import java.util.HashMap;
import java.util.Map;

/// Limits how many bodies are open, in total and per account. Thread-safe.
public final class BodyPermits {
    private final int inTotal;
    private final int perAccount;
    private final Map<AccountId, Integer> taken = new HashMap<>();
    private int takenInTotal;

    public BodyPermits(int inTotal, int perAccount) {
        this.inTotal = inTotal;
        this.perAccount = perAccount;
    }

    public synchronized Permit acquire(AccountId account) {
        if (taken.getOrDefault(account, 0) >= perAccount) {
            return new Permit.AccountBusy(perAccount);
        }
        if (takenInTotal >= inTotal) {
            return new Permit.ServiceBusy(inTotal);
        }
        takenInTotal++;
        taken.merge(account, 1, Integer::sum);
        return new Permit.Granted(() -> release(account));
    }

    private synchronized void release(AccountId account) {
        takenInTotal--;
        taken.computeIfPresent(account, (id, count) -> count > 1 ? count - 1 : null);
    }

    /// Whether a body may be received.
    public sealed interface Permit {
        /// The body may be received; closing returns the permit.
        record Granted(Runnable release) implements Permit, AutoCloseable {
            @Override
            public void close() {
                release.run();
            }
        }

        /// The account has reached its limit.
        record AccountBusy(int limit) implements Permit {}

        /// All accounts together have reached the limit of the service.
        record ServiceBusy(int limit) implements Permit {}
    }
}
