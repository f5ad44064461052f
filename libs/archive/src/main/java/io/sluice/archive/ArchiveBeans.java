package io.sluice.archive;

import io.quarkus.runtime.ShutdownEvent;
import io.sluice.events.account.AccountRetention;
import io.sluice.events.account.AccountView;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeId;
import io.sluice.volume.Volumes;
import io.sluice.volume.release.ReleaseRecords;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Wires the archive. A pass that runs when the service stops ends early.
@Singleton
final class ArchiveBeans {
    private final Volume volume;
    private final long start = System.nanoTime();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ArchiveTotals totals = new ArchiveTotals();

    ArchiveBeans(Volumes volumes) {
        this.volume = volumes.open(VolumeId.FIRST);
    }

    /// Time since the start; no change of the machine's clock moves it.
    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

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
            ArchiveObjects objects, AccountView accounts, WorkspaceUse workspaces, ArchiveConfig config) {
        var records = new ReleaseRecords(volume);
        var store = new StoreInArchive(volume, objects, stopped::get);
        return new ArchiveUploads(
                records,
                new ArchiveFile(volume, records, store, objects),
                new SlowestClock(
                        this::elapsed,
                        List.of(
                                new NamedClock("watcher", Clock.systemUTC()::instant),
                                new NamedClock("object store", objects::now),
                                new NamedClock("SFTP server", new ServerClock(volume)))),
                new CrowdedAccounts(accounts::all, workspaces),
                config.keep(),
                this::elapsed,
                stopped::get,
                totals);
    }

    @Produces
    @Singleton
    CleanArchive cleanArchive(ArchiveObjects objects, AccountView accounts, ArchiveConfig config) {
        var retention = new AccountRetention(accounts, config.retention());
        return new CleanArchive(volume, objects, retention::of, stopped::get, totals);
    }
}
