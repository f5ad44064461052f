package io.sluice.devstack.parts.sftp;

import io.sluice.sftpserver.account.AccountListClient;
import io.sluice.sftpserver.account.FollowAccounts;
import io.sluice.threads.SupervisedThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Keeps an [AccountBook] in step with schema-service, as the agent of the OpenSSH pod does.
public final class AccountPoller implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AccountPoller.class.getName());

    private final AccountListClient client;
    private final FollowAccounts follow;
    private final SupervisedThread thread;

    /// Reads the kept list at once and then asks every `interval`.
    public AccountPoller(AccountListClient client, Path kept, AccountBook book, Duration interval) throws IOException {
        this.client = client;
        follow = new FollowAccounts(client, kept, book::replace);
        follow.begin();
        thread = SupervisedThread.start("account-poller", () -> poll(interval));
    }

    @Override
    public void close() {
        thread.close();
        client.close();
    }

    private void poll(Duration interval) throws InterruptedException {
        while (true) {
            ask();
            Thread.sleep(interval);
        }
    }

    private void ask() throws InterruptedException {
        try {
            follow.step();
        } catch (IOException | RuntimeException cause) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the account list is not applied, the next request tries again",
                    cause);
        }
    }
}
