package io.sluice.devstack.parts.sftp;

import io.sluice.sftpserver.account.AccountListClient;
import io.sluice.sftpserver.account.FollowAccounts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Keeps an [AccountBook] in step with schema-service, as the agent of the OpenSSH pod does.
public final class AccountPoller implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AccountPoller.class.getName());

    private final AccountListClient client;
    private final FollowAccounts follow;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("account-poller").factory());

    /// Reads the kept list at once and then asks every `interval`.
    public AccountPoller(URI schemaService, Path tokenFile, Path kept, AccountBook book, Duration interval)
            throws IOException {
        client = new AccountListClient(schemaService, tokenFile);
        follow = new FollowAccounts(client, kept, book::replace);
        follow.begin();
        var _ = clockwork.scheduleWithFixedDelay(this::ask, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        client.close();
    }

    // No exception may escape: the scheduler would never ask again.
    private void ask() {
        try {
            follow.step();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException cause) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the account list is not applied, the next request tries again",
                    cause);
        }
    }
}
