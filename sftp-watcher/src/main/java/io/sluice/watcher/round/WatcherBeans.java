package io.sluice.watcher.round;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.EventPublisher;
import io.sluice.events.account.AccountView;
import io.sluice.volume.SftpVolume;
import io.sluice.watcher.claim.AnnounceClaims;
import io.sluice.watcher.claim.ClaimUpload;
import io.sluice.watcher.claim.ConfirmClaim;
import io.sluice.watcher.claim.JobIds;
import io.sluice.watcher.claim.RecoverClaims;
import io.sluice.watcher.claim.TakeUploads;
import io.sluice.watcher.directory.ReportDirectories;
import io.sluice.watcher.event.Events;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.ledger.LedgerTail;
import io.sluice.watcher.limit.EnforceLimits;
import io.sluice.watcher.limit.MeasureUsage;
import io.sluice.watcher.limit.PublishUsage;
import io.sluice.watcher.limit.WatchLimits;
import io.sluice.watcher.pickup.PickupSchedule;
import io.sluice.watcher.pickup.Pickups;
import io.sluice.watcher.release.ReleaseUpload;
import io.sluice.watcher.release.Reports;
import io.sluice.watcher.scan.JudgeCompleteness;
import io.sluice.watcher.scan.ScanAccounts;
import io.sluice.watcher.scan.SideBySide;
import io.sluice.watcher.scan.Sweep;
import io.sluice.watcher.time.Ticker;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/// Puts the plain parts together with the volume, the accounts and the way to Kafka.
final class WatcherBeans {
    private final Clock clock = Clock.systemUTC();
    private final Ticker ticker = Ticker.system();

    @Produces
    @Singleton
    Ledger ledger() {
        return new Ledger(ticker);
    }

    @Produces
    @Singleton
    JobIds jobIds() {
        return new JobIds(clock);
    }

    @Produces
    @Singleton
    MeasureUsage measureUsage(
            SftpVolume volume, Ledger ledger, AccountView accounts, LimitsConfig limits, ScanConfig scanning) {
        return new MeasureUsage(
                volume,
                ledger,
                accounts::all,
                new Sweep(limits.sweepInterval(), limits.sweepRate()),
                // A round's other half is for the uploads.
                scanning.interval().dividedBy(2),
                new SideBySide(scanning.parallelism()),
                clock,
                ticker);
    }

    @Produces
    @Singleton
    WatchUploads watchUploads(
            SftpVolume volume,
            AccountView accounts,
            Ledger ledger,
            JobIds ids,
            MeasureUsage measure,
            EventPublisher publisher,
            ScanConfig scanning,
            CompletenessConfig completeness,
            PickupConfig pickup,
            ClaimConfig claims,
            RecoveryConfig recovery,
            LimitsConfig limiting) {
        Events events = publisher::publish;
        var limits = new EnforceLimits(measure, ledger, volume, clock);
        var tail = new LedgerTail(volume, VolumePaths.LEDGER, ledger);
        var scan = new ScanAccounts(
                volume,
                ledger,
                accounts::all,
                new Pickups(schedule(pickup)),
                new JudgeCompleteness(completeness.quiet(), completeness.longQuiet()),
                limits,
                new Sweep(scanning.sweepInterval(), scanning.sweepRate()),
                new SideBySide(scanning.parallelism()),
                clock,
                ticker);
        var take = new TakeUploads(
                scan,
                tail,
                new ClaimUpload(volume, ids, clock),
                new ConfirmClaim(volume, ledger, claims.sealPatience(), ticker),
                new AnnounceClaims(events),
                new RecoverClaims(volume, ticker),
                new TakeUploads.RecoveryTimes(recovery.interval(), recovery.patience()),
                ticker);
        return new WatchUploads(
                tail,
                take,
                new WatchLimits(measure, limits, new PublishUsage(events, limiting.publishInterval(), ticker)),
                scan,
                new ReportDirectories(events, clock));
    }

    @Produces
    @Singleton
    ReleaseUpload releaseUpload(SftpVolume volume, Reports reports, EventPublisher publisher) {
        return new ReleaseUpload(volume, reports, publisher::publish, clock);
    }

    private static PickupSchedule schedule(PickupConfig pickup) {
        try {
            return PickupSchedule.parse(pickup.schedule(), Optional.empty());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("sluice.pickup.schedule: " + refused.getMessage(), refused);
        }
    }
}
