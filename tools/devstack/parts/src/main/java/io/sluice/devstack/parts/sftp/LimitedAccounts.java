package io.sluice.devstack.parts.sftp;

import io.sluice.contracts.account.AccountId;
import io.sluice.sftpserver.file.ReadOnlyList;
import io.sluice.threads.SupervisedThread;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The accounts over a limit. sftp-watcher lists them in a file of the volume, which this reads every second.
/// Thread-safe.
final class LimitedAccounts implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LimitedAccounts.class.getName());

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ReadOnlyList list;
    private final Consumer<Set<AccountId>> newcomers;
    private @Nullable SupervisedThread thread;
    private volatile Set<AccountId> accounts = Set.of();

    /// @param newcomers receives the accounts that come onto the list
    LimitedAccounts(Path file, Clock clock, Consumer<Set<AccountId>> newcomers) {
        this.list = new ReadOnlyList(file, clock);
        this.newcomers = newcomers;
    }

    LimitedAccounts start() {
        thread = SupervisedThread.start("limited-accounts", this::lookAgainAndAgain);
        return this;
    }

    boolean contains(AccountId account) {
        return accounts.contains(account);
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.close();
        }
    }

    private void lookAgainAndAgain() throws InterruptedException {
        while (true) {
            look();
            Thread.sleep(INTERVAL);
        }
    }

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
