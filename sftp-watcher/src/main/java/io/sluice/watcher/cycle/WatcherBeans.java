package io.sluice.watcher.cycle;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.EventPublisher;
import io.sluice.events.account.AccountView;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeId;
import io.sluice.volume.Volumes;
import io.sluice.watcher.JobIds;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.claim.AdvanceClaims;
import io.sluice.watcher.claim.AnnounceClaims;
import io.sluice.watcher.claim.ClaimLog;
import io.sluice.watcher.claim.ClaimUpload;
import io.sluice.watcher.claim.ConfirmClaim;
import io.sluice.watcher.claim.EndClaim;
import io.sluice.watcher.claim.FindClaims;
import io.sluice.watcher.claim.JobOutcomes;
import io.sluice.watcher.claim.RecoverClaims;
import io.sluice.watcher.claim.ReturnClaim;
import io.sluice.watcher.claim.TakeUploads;
import io.sluice.watcher.confirm.ConfirmUpload;
import io.sluice.watcher.confirm.ConfirmationNotes;
import io.sluice.watcher.folder.SideBySide;
import io.sluice.watcher.folder.Sweep;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.ledger.LedgerTail;
import io.sluice.watcher.limit.BatchTraffic;
import io.sluice.watcher.limit.EnforceLimits;
import io.sluice.watcher.limit.EntryLimits;
import io.sluice.watcher.limit.MeasureUsage;
import io.sluice.watcher.limit.PublishUsage;
import io.sluice.watcher.limit.WatchLimits;
import io.sluice.watcher.pickup.NotePickups;
import io.sluice.watcher.pickup.PickupTimes;
import io.sluice.watcher.pickup.Pickups;
import io.sluice.watcher.release.CurrentOutcome;
import io.sluice.watcher.release.ErrorReports;
import io.sluice.watcher.release.RecentReleases;
import io.sluice.watcher.release.ReleaseUpload;
import io.sluice.watcher.scan.JudgeAccount;
import io.sluice.watcher.scan.JudgeCompleteness;
import io.sluice.watcher.scan.LookAtAccount;
import io.sluice.watcher.scan.PublishDirectories;
import io.sluice.watcher.scan.ScanAccounts;
import io.sluice.watcher.scan.WatchedAccounts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/// Wires the plain classes with the volume, the accounts and Kafka.
@Singleton
final class WatcherBeans {
    private final Volume volume;
    private final Clock clock = Clock.systemUTC();
    private final Ticker ticker = Ticker.system();

    WatcherBeans(Volumes volumes) {
        this.volume = volumes.open(VolumeId.FIRST);
    }

    @Produces
    @Singleton
    Ledger ledger() {
        return new Ledger(ticker);
    }

    @Produces
    @Singleton
    LedgerTail ledgerTail(Ledger ledger) {
        return new LedgerTail(volume, VolumePaths.LEDGER, ledger);
    }

    @Produces
    @Singleton
    JobIds jobIds() {
        return new JobIds(volume, clock);
    }

    @Produces
    @Singleton
    ConfirmationNotes confirmationNotes() {
        return new ConfirmationNotes(volume);
    }

    @Produces
    @Singleton
    ConfirmUpload confirmUpload(ConfirmationNotes notes) {
        return new ConfirmUpload(volume, notes, ticker);
    }

    @Produces
    @Singleton
    BatchTraffic batchTraffic() {
        return new BatchTraffic();
    }

    @Produces
    @Singleton
    MeasureUsage measureUsage(
            Ledger ledger, BatchTraffic batches, AccountView accounts, LimitsConfig limits, ScanConfig scanning) {
        return new MeasureUsage(
                volume,
                ledger,
                batches,
                accounts::all,
                new EntryLimits(limits.maxFiles(), limits.maxFolders()),
                new Sweep(limits.sweepInterval(), limits.sweepRate()),
                // The other half of a scan cycle is for the uploads.
                scanning.interval().dividedBy(2),
                new SideBySide(scanning.parallelism()),
                clock,
                ticker);
    }

    @Produces
    @Singleton
    EnforceLimits enforceLimits(MeasureUsage measure, Ledger ledger, BatchTraffic batches) {
        return new EnforceLimits(measure, ledger, batches, volume, clock);
    }

    @Produces
    @Singleton
    WatchLimits watchLimits(
            MeasureUsage measure,
            EnforceLimits limits,
            BatchTraffic batches,
            JobIds ids,
            EventPublisher publisher,
            LimitsConfig limiting) {
        return new WatchLimits(
                measure,
                limits,
                new PublishUsage(publisher::publish, ids, limiting.publishInterval(), ticker),
                batches);
    }

    @Produces
    @Singleton
    Pickups pickups(PickupConfig pickup) {
        return new Pickups(schedule(pickup));
    }

    @Produces
    @Singleton
    JudgeAccount judgeAccount(
            Ledger ledger,
            ConfirmationNotes confirmed,
            EnforceLimits limits,
            CompletenessConfig completeness,
            Pickups pickups) {
        var periods = new JudgeCompleteness.QuietPeriods(
                completeness.quiet(), completeness.unmentionedQuiet(), completeness.longQuiet());
        return new JudgeAccount(ledger, pickups, new JudgeCompleteness(periods, ledger, confirmed), limits);
    }

    @Produces
    @Singleton
    ScanAccounts scanAccounts(AccountView accounts, Ledger ledger, JudgeAccount judge, ScanConfig scanning) {
        return new ScanAccounts(
                new WatchedAccounts(accounts::all, ledger, new Sweep(scanning.sweepInterval(), scanning.sweepRate())),
                new LookAtAccount(volume, ledger),
                judge,
                new SideBySide(scanning.parallelism()),
                clock,
                ticker);
    }

    @Produces
    @Singleton
    PublishDirectories publishDirectories(EventPublisher publisher, JobIds ids) {
        return new PublishDirectories(publisher::publish, ids, ticker);
    }

    @Produces
    @Singleton
    EndClaim endClaim(JobOutcomes outcomes, EventPublisher publisher, RecoveryConfig recovery) {
        return new EndClaim(volume, outcomes, publisher::publish, recovery.announcements(), clock);
    }

    @Produces
    @Singleton
    TakeUploads takeUploads(
            LedgerTail tail,
            Ledger ledger,
            JobIds ids,
            EndClaim end,
            JobOutcomes outcomes,
            EventPublisher publisher,
            ClaimConfig claims,
            RecoveryConfig recovery) {
        var log = new ClaimLog(ticker);
        var claim = new ClaimUpload(volume, ledger, log, clock, ticker);
        return new TakeUploads(
                tail,
                ids,
                claim,
                new AdvanceClaims(
                        claim,
                        new ConfirmClaim(volume, ledger, outcomes, claims.sealTimeout(), ticker),
                        new ReturnClaim(volume),
                        new AnnounceClaims(publisher::publish, log),
                        log,
                        ledger),
                new RecoverClaims(
                        new FindClaims(volume, log, ticker), end, log, recovery.interval(), recovery.timeout(), ticker),
                log);
    }

    @Produces
    @Singleton
    WatchUploads watchUploads(
            LedgerTail ledger,
            TakeUploads claims,
            WatchLimits limits,
            ConfirmationNotes confirmations,
            ScanAccounts scan,
            PublishDirectories directories,
            Pickups pickups,
            AccountView accounts) {
        return new WatchUploads(
                ledger,
                claims,
                limits,
                confirmations,
                scan,
                directories,
                new NotePickups(volume, pickups, accounts::all, clock));
    }

    @Produces
    @Singleton
    RecentReleases recentReleases() {
        return new RecentReleases();
    }

    @Produces
    @Singleton
    ReleaseUpload releaseUpload(ErrorReports reports, EventPublisher publisher) {
        return new ReleaseUpload(volume, reports, publisher::publish, clock);
    }

    @Produces
    @Singleton
    CurrentOutcome currentOutcome(JobOutcomes outcomes) {
        return new CurrentOutcome(volume, outcomes);
    }

    private static PickupTimes schedule(PickupConfig pickup) {
        try {
            return PickupTimes.parse(pickup.schedule(), Optional.empty());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("sluice.pickup.schedule: " + refused.getMessage(), refused);
        }
    }
}
