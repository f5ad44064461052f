package io.sluice.archive.replay;

import io.sluice.contracts.account.AccountId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Makes replays wait for each other: one of an account runs at a time, and few of all accounts. Accounts
/// take turns, so one with large files holds up its own replays alone. Thread-safe.
final class ReplayTurns {
    /// A copy on the volume reads on one connection and writes on another.
    private static final int CONNECTIONS_OF_A_COPY = 2;
    /// For claims and releases.
    private static final int CONNECTIONS_OF_OTHERS = 2;

    private final Semaphore ofAll;
    /// Of the accounts that ever replayed something here.
    private final ConcurrentMap<AccountId, Semaphore> ofAccounts = new ConcurrentHashMap<>();

    /// @param connections to the volume, see `sluice.sftp.connections`
    ReplayTurns(int connections) {
        this.ofAll = new Semaphore(Math.max(1, (connections - CONNECTIONS_OF_OTHERS) / CONNECTIONS_OF_A_COPY), true);
    }

    /// Runs the replay when it is its turn.
    <T> T take(AccountId account, Supplier<T> replay) {
        // First that of the account: so at most one of its replays waits in the line of all accounts.
        return with(ofAccounts.computeIfAbsent(account, first -> new Semaphore(1, true)), () -> with(ofAll, replay));
    }

    private static <T> T with(Semaphore turn, Supplier<T> work) {
        turn.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }
}
