package io.sluice.watcher.cycle;

import io.sluice.watcher.claim.TakeUploads;
import io.sluice.watcher.confirm.ConfirmationNotes;
import io.sluice.watcher.ledger.LedgerTail;
import io.sluice.watcher.limit.WatchLimits;
import io.sluice.watcher.scan.PublishDirectories;
import io.sluice.watcher.scan.ScanAccounts;
import io.sluice.watcher.scan.UploadNews;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One scan cycle. What one step found out goes to the next one from here; no step calls back.
///
/// | step | what it gets | what it returns |
/// |---|---|---|
/// | read the ledger | | |
/// | settle open claims | | news of uploads |
/// | measure usage | | accounts to look at |
/// | scan | the news, these accounts, the days with claims | complete uploads that are due |
/// | claim | these uploads | news of uploads |
/// | publish usage and folders | the news, and what the scan saw | |
///
/// When a cycle fails because the volume is unavailable, the next one continues: the results of a cycle lie
/// on the volume, and news and unpublished events are kept in memory. Used by one thread.
public final class WatchUploads {
    private final LedgerTail ledger;
    private final TakeUploads claims;
    private final WatchLimits limits;
    private final ConfirmationNotes confirmations;
    private final ScanAccounts scan;
    private final PublishDirectories directories;

    public WatchUploads(
            LedgerTail ledger,
            TakeUploads claims,
            WatchLimits limits,
            ConfirmationNotes confirmations,
            ScanAccounts scan,
            PublishDirectories directories) {
        this.ledger = ledger;
        this.claims = claims;
        this.limits = limits;
        this.confirmations = confirmations;
        this.scan = scan;
        this.directories = directories;
    }

    /// The result of one cycle.
    ///
    /// @param accountsListed accounts whose folders were listed
    /// @param soon whether there are complete uploads to take, or will be after a short quiet period
    /// @param unpublished how long the broker has not held the oldest thing that was found; zero when it
    /// holds all
    public record CycleResult(
            int accountsListed,
            ScanAccounts.Totals files,
            TakeUploads.Figures claims,
            boolean soon,
            Duration unpublished) {
        static final CycleResult NOTHING = new CycleResult(
                0,
                new ScanAccounts.Totals(0, 0),
                new TakeUploads.Figures(0, 0, 0, Duration.ZERO, Optional.empty()),
                false,
                Duration.ZERO);
    }

    /// Whether another cycle would soon find something to do; one request to the volume. While the volume
    /// refuses claims, there is nothing but time.
    public boolean hasWork(CycleResult last) {
        return last.claims().hindrance().isEmpty()
                && (last.claims().open() > 0
                        || last.soon()
                        || !last.unpublished().isZero()
                        || ledger.hasNews());
    }

    public CycleResult run() {
        ledger.read();
        claims.settle();
        scan.learn(claims.news());
        scan.lookAgain(limits.look());
        scan.lookAgain(confirmations.confirmedLately());
        var found = scan.scan(claims.openDays());
        found.due().forEach(candidate -> limits.changed(candidate.account()));
        claims.take(found.due());
        var news = claims.news();
        scan.learn(news);
        limits.publish();
        var figures = claims.figures();
        directories.publish(scan.views(figures.hindrance().isPresent()));
        return new CycleResult(
                found.accountsListed(),
                scan.totals(),
                figures,
                found.soon() && !isRefused(news),
                longer(figures.unpublished(), directories.unpublished()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /// What the volume refuses to move is tried again after the interval.
    private static boolean isRefused(List<UploadNews> news) {
        return news.stream().anyMatch(UploadNews.Refused.class::isInstance);
    }
}
