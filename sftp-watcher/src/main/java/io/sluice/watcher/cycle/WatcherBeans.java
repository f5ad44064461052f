package io.sluice.watcher.cycle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.EventPublisher;
import io.sluice.events.account.AccountView;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeId;
import io.sluice.volume.Volumes;
import io.sluice.watcher.PublishEvent;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.claim.AnnounceClaims;
import io.sluice.watcher.claim.ClaimLog;
import io.sluice.watcher.claim.ClaimUpload;
import io.sluice.watcher.claim.ConfirmClaim;
import io.sluice.watcher.claim.EndClaim;
import io.sluice.watcher.claim.JobIds;
import io.sluice.watcher.claim.JobOutcomes;
import io.sluice.watcher.claim.RecoverClaims;
import io.sluice.watcher.claim.TakeUploads;
import io.sluice.watcher.confirm.ConfirmUpload;
import io.sluice.watcher.confirm.ConfirmationNotes;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.ledger.LedgerTail;
import io.sluice.watcher.limit.EnforceLimits;
import io.sluice.watcher.limit.MeasureUsage;
import io.sluice.watcher.limit.PublishUsage;
import io.sluice.watcher.limit.WatchLimits;
import io.sluice.watcher.pickup.PickupTimes;
import io.sluice.watcher.pickup.Pickups;
import io.sluice.watcher.release.CurrentOutcome;
import io.sluice.watcher.release.ErrorReports;
import io.sluice.watcher.release.RecentReleases;
import io.sluice.watcher.release.ReleaseUpload;
import io.sluice.watcher.scan.JudgeCompleteness;
import io.sluice.watcher.scan.PublishDirectories;
import io.sluice.watcher.scan.ScanAccounts;
import io.sluice.watcher.scan.SideBySide;
import io.sluice.watcher.scan.Sweep;
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
        return new ConfirmUpload(volume, this::readLedger, notes);
    }

    private Ledger readLedger() {
        var anew = new Ledger(ticker);
        new LedgerTail(volume, VolumePaths.LEDGER, anew).read();
        return anew;
    }

    @Produces
    @Singleton
    MeasureUsage measureUsage(Ledger ledger, AccountView accounts, LimitsConfig limits, ScanConfig scanning) {
        return new MeasureUsage(
                volume,
                ledger,
                accounts::all,
                new Sweep(limits.sweepInterval(), limits.sweepRate()),
                // The other half of a scan cycle is for the uploads.
                scanning.interval().dividedBy(2),
                new SideBySide(scanning.parallelism()),
                clock,
                ticker);
    }

    @Produces
    @Singleton
    EndClaim endClaim(JobOutcomes outcomes, EventPublisher publisher, RecoveryConfig recovery, MeterRegistry metrics) {
        var ended = Counter.builder("sluice.claims.without.end")
                .description("Jobs that failed because no part of Sluice ended them; each needs an operator")
                .register(metrics);
        return new EndClaim(volume, outcomes, publisher::publish, recovery.announcements(), clock, ended::increment);
    }

    @Produces
    @Singleton
    WatchUploads watchUploads(
            AccountView accounts,
            Ledger ledger,
            ConfirmationNotes confirmed,
            JobIds ids,
            MeasureUsage measure,
            EventPublisher publisher,
            ScanConfig scanning,
            CompletenessConfig completeness,
            PickupConfig pickup,
            ClaimConfig claims,
            EndClaim end,
            RecoveryConfig recovery,
            LimitsConfig limiting) {
        PublishEvent events = publisher::publish;
        var limits = new EnforceLimits(measure, ledger, volume, clock);
        var tail = new LedgerTail(volume, VolumePaths.LEDGER, ledger);
        var claimed = new ClaimLog();
        var scan = new ScanAccounts(
                volume,
                ledger,
                accounts::all,
                new Pickups(schedule(pickup)),
                new JudgeCompleteness(
                        new JudgeCompleteness.QuietPeriods(
                                completeness.quiet(), completeness.unmentionedQuiet(), completeness.longQuiet()),
                        ledger,
                        confirmed),
                limits,
                claimed::holdsDay,
                new Sweep(scanning.sweepInterval(), scanning.sweepRate()),
                new SideBySide(scanning.parallelism()),
                clock,
                ticker);
        var take = new TakeUploads(
                scan,
                tail,
                ids,
                new ClaimUpload(volume, clock),
                new ConfirmClaim(volume, ledger, claims.sealTimeout(), ticker),
                claimed,
                new AnnounceClaims(events, claimed),
                new TakeUploads.Recovery(
                        new RecoverClaims(volume, ticker), end, recovery.interval(), recovery.timeout()),
                ticker);
        return new WatchUploads(
                tail,
                take,
                new WatchLimits(
                        measure, limits, new PublishUsage(events, ids::moment, limiting.publishInterval(), ticker)),
                scan,
                new PublishDirectories(events, ids::moment));
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
