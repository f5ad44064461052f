package io.sluice.agent;

import io.sluice.agent.folder.LogLinks;
import io.sluice.agent.seal.SealUploads;
import io.sluice.agent.session.EndSessions;
import io.sluice.agent.user.SyncAccounts;
import io.sluice.sftpserver.account.AccountListClient;
import io.sluice.sftpserver.account.FollowAccounts;
import io.sluice.sftpserver.account.FollowAccounts.AccountTaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Looks after accounts, the services' keys, log links and unwanted sessions, every second. For one thread.
final class KeepAccounts {
    private static final System.Logger LOG = System.getLogger(KeepAccounts.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final PodPaths paths;
    private final ServiceKeys serviceKeys;
    private final SyncAccounts sync;
    private final FollowAccounts follow;
    private final LogLinks links;
    private final EndSessions sessions;
    private final Clock clock;

    /// @param sync makes what belongs to no account
    /// @param taker puts each list of accounts in force
    KeepAccounts(
            PodPaths paths,
            ServiceKeys serviceKeys,
            AccountListClient client,
            SyncAccounts sync,
            AccountTaker taker,
            LogLinks links,
            EndSessions sessions,
            Clock clock) {
        this.paths = paths;
        this.serviceKeys = serviceKeys;
        this.sync = sync;
        this.follow = new FollowAccounts(client, paths.keptAccounts(), taker);
        this.links = links;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// Applies the last known accounts, so that tenants can log in while schema-service is unavailable. Then
    /// the pod is ready, because an upgrade of all of Sluice must not wait for schema-service to let them in.
    void begin() throws IOException {
        sync.begin();
        // A validator that may not read a claimed file gives it up after some attempts.
        SealUploads.letValidatorsRead(paths.processing());
        serviceKeys.admit();
        var inForce = follow.begin();
        links.renew();
        if (inForce) {
            markReady(Files.getLastModifiedTime(paths.keptAccounts()));
        }
    }

    /// Repeats this until the thread is interrupted.
    void run() throws InterruptedException {
        while (true) {
            var next = System.nanoTime() + INTERVAL.toNanos();
            try {
                step();
            } catch (IOException cause) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "accounts are not in step, the next try is in 1 s; check that the volume has room: cause={0}",
                        cause.toString());
            }
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
    }

    private void step() throws IOException, InterruptedException {
        serviceKeys.admit();
        if (follow.step()) {
            markReady(FileTime.from(clock.instant()));
        }
        links.renew();
        sessions.end();
    }

    private void markReady(FileTime inStepAt) throws IOException {
        if (!Files.exists(paths.synced())) {
            Files.createFile(paths.synced());
        }
        Files.setLastModifiedTime(paths.synced(), inStepAt);
    }
}
