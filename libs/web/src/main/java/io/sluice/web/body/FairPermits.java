package io.sluice.web.body;

import io.sluice.contracts.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Limits how many requests of one kind are at work, in total and per account: bodies that are received,
/// replays. Thread-safe.
public final class FairPermits {
    private final int inTotal;
    private final int perAccount;
    private final Map<AccountId, Integer> taken = new HashMap<>();
    private int takenInTotal;

    public FairPermits(int inTotal, int perAccount) {
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

    /// Does work that has its permit until it ends.
    ///
    /// @param what in the plural, `reads of reports`
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 429, 503 while others are at work
    public <T> Uni<T> during(AccountId account, String what, Supplier<Uni<T>> work) {
        return switch (acquire(account)) {
            case Permit.Granted granted ->
                Uni.createFrom().deferred(work::get).onTermination().invoke(granted::close);
            case Permit.AccountBusy busy -> throw BodyProblems.busy(account, what, busy);
            case Permit.ServiceBusy busy -> throw BodyProblems.busy(what, busy);
        };
    }

    private synchronized void release(AccountId account) {
        takenInTotal--;
        taken.computeIfPresent(account, (id, count) -> count > 1 ? count - 1 : null);
    }

    /// Whether a request may begin.
    public sealed interface Permit {
        /// The request may begin; closing returns the permit.
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
