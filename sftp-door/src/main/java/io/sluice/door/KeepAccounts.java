package io.sluice.door;

import io.sluice.door.account.AccountAnswer;
import io.sluice.door.account.AccountList;
import io.sluice.door.account.AccountListClient;
import io.sluice.door.account.KnownAccounts;
import io.sluice.door.account.PublicKey;
import io.sluice.door.folder.LogLinks;
import io.sluice.door.login.SyncAccounts;
import io.sluice.door.session.EndSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Every second: accounts, the service's key, log links and unwanted sessions. For one thread.
final class KeepAccounts {
    private static final System.Logger LOG = System.getLogger(KeepAccounts.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final DoorPaths paths;
    private final Path servicePublicKey;
    private final AccountListClient client;
    private final SyncAccounts sync;
    private final KnownAccounts known;
    private final LogLinks links;
    private final EndSessions sessions;
    private final Clock clock;
    private String serviceKey = "";
    private boolean available = true;

    KeepAccounts(
            DoorPaths paths,
            Path servicePublicKey,
            AccountListClient client,
            SyncAccounts sync,
            KnownAccounts known,
            LogLinks links,
            EndSessions sessions,
            Clock clock) {
        this.paths = paths;
        this.servicePublicKey = servicePublicKey;
        this.client = client;
        this.sync = sync;
        this.known = known;
        this.links = links;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// The last known accounts, so that tenants can log in though schema-service may be away.
    void begin() throws IOException {
        admitService();
        sync.begin();
        if (Files.exists(paths.keptAccounts())) {
            var kept = AccountList.parse(Files.readString(paths.keptAccounts()));
            known.replace(kept);
            sync.apply(kept);
            links.renew();
        }
    }

    /// Goes on until the thread is interrupted.
    void run() throws IOException, InterruptedException {
        while (true) {
            var next = System.nanoTime() + INTERVAL.toNanos();
            step();
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
    }

    private void step() throws IOException, InterruptedException {
        admitService();
        switch (client.ask()) {
            case AccountAnswer.Changed changed -> {
                known.replace(changed.accounts());
                sync.apply(changed.accounts());
                AtomicFile.write(paths.keptAccounts(), changed.json(), AtomicFile.PRIVATE);
                client.applied(changed);
                LOG.log(
                        System.Logger.Level.INFO,
                        "accounts are applied: accounts={0,number,#}",
                        changed.accounts().size());
                inStep();
            }
            case AccountAnswer.Unchanged _ -> inStep();
            case AccountAnswer.Unavailable away -> {
                if (available) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "accounts cannot be asked for, the last ones hold: cause={0}",
                            away.reason());
                }
                available = false;
            }
        }
        links.renew();
        sessions.end();
    }

    private void inStep() throws IOException {
        if (!available) {
            LOG.log(System.Logger.Level.INFO, "accounts are in step again");
        }
        available = true;
        if (!Files.exists(paths.synced())) {
            Files.createFile(paths.synced());
        }
        Files.setLastModifiedTime(paths.synced(), FileTime.from(clock.instant()));
    }

    private void admitService() throws IOException {
        var key = Files.readString(servicePublicKey);
        if (!key.equals(serviceKey)) {
            AtomicFile.write(paths.serviceKey(), PublicKey.parse(key) + "\n", AtomicFile.READABLE);
            serviceKey = key;
        }
    }
}
