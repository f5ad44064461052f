package io.sluice.watcher.cycle;

import io.sluice.contracts.account.AccountId;
import io.sluice.watcher.claim.TakeUploads;
import io.sluice.watcher.confirm.ConfirmationNotes;
import io.sluice.watcher.ledger.LedgerTail;
import io.sluice.watcher.limit.WatchLimits;
import io.sluice.watcher.pickup.NotePickups;
import io.sluice.watcher.scan.PublishDirectories;
import io.sluice.watcher.scan.ScanAccounts;
import io.sluice.watcher.scan.UploadNews;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
/// | note the next pick-ups | | |
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
    private final NotePickups pickups;

    public WatchUploads(
            LedgerTail ledger,
            TakeUploads claims,
            WatchLimits limits,
            ConfirmationNotes confirmations,
            ScanAccounts scan,
            PublishDirectories directories,
            NotePickups pickups) {
        this.ledger = ledger;
        this.claims = claims;
        this.limits = limits;
        this.confirmations = confirmations;
        this.scan = scan;
        this.directories = directories;
        this.pickups = pickups;
    }

    /// The result of one cycle.
    ///
    /// @param accountsListed accounts whose folders were listed
    /// @param soon whether there are complete uploads to take, or will be after a short quiet period, or the
    /// ledger mentions uploads that came after the scan
    /// @param unpublished how long the broker has not held the oldest thing that was found; zero when it
    /// holds all
    /// @param unseen accounts in which the volume denies what would show their uploads
    public record CycleResult(
            int accountsListed,
            ScanAccounts.Totals files,
            TakeUploads.Figures claims,
            boolean soon,
            Duration unpublished,
            Set<AccountId> unseen) {
        public CycleResult {
            unseen = Set.copyOf(unseen);
        }

        static final CycleResult NOTHING = new CycleResult(
                0,
                new ScanAccounts.Totals(0, 0),
                new TakeUploads.Figures(0, 0, 0, Duration.ZERO, Optional.empty(), Set.of()),
                false,
                Duration.ZERO,
                Set.of());
    }

    /// What can be said between two cycles, with one request to the volume.
    public enum Look {
        /// Another cycle would soon find something to do.
        WORK,
        /// Nothing arrived: the ledger has no new line.
        NOTHING_NEW,
        /// Only another cycle can tell.
        UNKNOWN
    }

    /// While the volume refuses claims, there is nothing but time.
    public Look look(CycleResult last) {
        var hindered = last.claims().hindrance().isPresent();
        if (!hindered
                && (last.claims().open() > 0
                        || last.soon()
                        || !last.unpublished().isZero())) {
            return Look.WORK;
        }
        if (ledger.hasNews()) {
            return hindered ? Look.UNKNOWN : Look.WORK;
        }
        return ledger.isRead() ? Look.NOTHING_NEW : Look.UNKNOWN;
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
        pickups.note();
        return new CycleResult(
                found.accountsListed(),
                scan.totals(),
                figures,
                (found.soon() && !isRefused(news)) || scan.hasMore(),
                longer(figures.unpublished(), directories.unpublished()),
                both(figures.denied(), scan.unlisted()));
    }

    private static <T> Set<T> both(Set<T> one, Set<T> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /// What the volume refuses to move is tried again after the interval.
    private static boolean isRefused(List<UploadNews> news) {
        return news.stream().anyMatch(UploadNews.Refused.class::isInstance);
    }
}
