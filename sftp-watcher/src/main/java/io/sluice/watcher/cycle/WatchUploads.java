package io.sluice.watcher.cycle;

import io.sluice.watcher.claim.TakeUploads;
import io.sluice.watcher.ledger.LedgerTail;
import io.sluice.watcher.limit.WatchLimits;
import io.sluice.watcher.scan.PublishDirectories;
import io.sluice.watcher.scan.ScanAccounts;
import java.util.Optional;

/// One scan cycle: read the ledger, settle open claims, measure usage, scan, claim what is due, publish what
/// lies in the folders.
///
/// When a cycle fails because the volume is unavailable, the next one continues: the results of a cycle lie
/// on the volume, and unpublished events are kept in memory. Used by one thread.
public final class WatchUploads {
    private final LedgerTail ledger;
    private final TakeUploads take;
    private final WatchLimits limits;
    private final ScanAccounts scan;
    private final PublishDirectories directories;

    public WatchUploads(
            LedgerTail ledger,
            TakeUploads take,
            WatchLimits limits,
            ScanAccounts scan,
            PublishDirectories directories) {
        this.ledger = ledger;
        this.take = take;
        this.limits = limits;
        this.scan = scan;
        this.directories = directories;
    }

    /// The result of one cycle.
    ///
    /// @param lookedAt accounts whose folders were listed
    /// @param taken uploads claimed since the start
    /// @param waiting uploads that will be claimed
    /// @param ignored files that will not be claimed
    /// @param open claims that are neither published nor back at their tenant
    /// @param hindrance why the volume takes no claims; empty when it does
    public record CycleResult(
            int lookedAt, long taken, long waiting, long ignored, int open, Optional<String> hindrance) {
        static final CycleResult NOTHING = new CycleResult(0, 0, 0, 0, 0, Optional.empty());
    }

    /// Whether another cycle would soon find something to do; one request to the volume. While the volume
    /// refuses claims, there is nothing but time.
    public boolean hasWork() {
        return take.hindrance().isEmpty() && hasNews();
    }

    private boolean hasNews() {
        return take.open() > 0 || scan.sawUploads() || ledger.hasNews();
    }

    public CycleResult run() {
        ledger.read();
        take.settle();
        limits.look().forEach(scan::lookAgain);
        var found = scan.scan();
        found.due().forEach(candidate -> limits.changed(candidate.account()));
        take.take(found.due());
        limits.publish();
        if (directories.publish(scan.unpublished(take.hindrance().isPresent()))) {
            scan.published();
        }
        var totals = scan.totals();
        return new CycleResult(
                found.accountsLookedAt(),
                take.taken(),
                totals.waiting(),
                totals.ignored(),
                take.open(),
                take.hindrance());
    }
}
