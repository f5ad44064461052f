package io.sluice.watcher.archive;

import io.quarkus.runtime.ShutdownEvent;
import io.sluice.events.account.AccountView;
import io.sluice.volume.SftpVolume;
import io.sluice.watcher.limit.WorkspaceUse;
import io.sluice.watcher.time.Ticker;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Puts the archive together; a pass that runs when the service stops ends soon.
@Singleton
final class ArchiveBeans {
    private final Ticker ticker = Ticker.system();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ArchiveTotals totals = new ArchiveTotals();

    void stop(@Observes ShutdownEvent end) {
        stopped.set(true);
    }

    @Produces
    ArchiveTotals totals() {
        return totals;
    }

    @Produces
    @Singleton
    ArchiveUploads archiveUploads(
            SftpVolume volume,
            ArchiveObjects objects,
            AccountView accounts,
            WorkspaceUse workspaces,
            ArchiveConfig config) {
        var records = new ReleaseRecords(volume);
        var store = new StoreInArchive(volume, objects, stopped::get);
        return new ArchiveUploads(
                records,
                new ArchiveFile(volume, records, store, objects),
                new SlowestClock(
                        ticker,
                        List.of(
                                new NamedClock("watcher", Clock.systemUTC()::instant),
                                new NamedClock("object store", objects::now),
                                new NamedClock("SFTP server", new ServerClock(volume)))),
                new CrowdedAccounts(accounts::all, workspaces),
                config.keep(),
                ticker,
                stopped::get,
                totals);
    }

    @Produces
    @Singleton
    CleanArchive cleanArchive(SftpVolume volume, ArchiveObjects objects, ArchiveConfig config) {
        return new CleanArchive(volume, objects, config.retention(), stopped::get, totals);
    }
}
