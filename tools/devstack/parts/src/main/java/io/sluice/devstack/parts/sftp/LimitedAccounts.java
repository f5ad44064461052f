package io.sluice.devstack.parts.sftp;

import io.sluice.contracts.account.AccountId;
import io.sluice.sftpserver.file.ReadOnlyList;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The accounts over a limit. sftp-watcher lists them in a file of the volume, which this reads every second.
/// Thread-safe.
final class LimitedAccounts implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LimitedAccounts.class.getName());

    private final ReadOnlyList list;
    private final Consumer<Set<AccountId>> newcomers;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("limited-accounts").factory());
    private volatile Set<AccountId> accounts = Set.of();

    /// @param newcomers receives the accounts that come onto the list
    LimitedAccounts(Path file, Clock clock, Consumer<Set<AccountId>> newcomers) {
        this.list = new ReadOnlyList(file, clock);
        this.newcomers = newcomers;
    }

    LimitedAccounts start() {
        var _ = clockwork.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
        return this;
    }

    boolean contains(AccountId account) {
        return accounts.contains(account);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }

    // No exception may escape: the scheduler would never look again.
    private void look() {
        try {
            Set<AccountId> now = list.now();
            Set<AccountId> fresh = new HashSet<>(now);
            fresh.removeAll(accounts);
            accounts = now;
            if (!fresh.isEmpty()) {
                newcomers.accept(fresh);
            }
        } catch (RuntimeException cause) {
            LOG.log(System.Logger.Level.WARNING, "the sessions of accounts over a limit did not end", cause);
        }
    }
}
