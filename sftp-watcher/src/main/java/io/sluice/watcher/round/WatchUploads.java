package io.sluice.watcher.round;

import io.sluice.watcher.claim.TakeUploads;
import io.sluice.watcher.directory.ReportDirectories;
import io.sluice.watcher.ledger.LedgerTail;
import io.sluice.watcher.limit.WatchLimits;
import io.sluice.watcher.scan.ScanAccounts;

/// One round of the watcher: read the ledger, settle what is open, measure, scan, take what is due, tell what
/// lies there.
///
/// A round that fails, because the volume went away, is simply followed by the next: what a round did lies on
/// the volume, what it had to tell is kept. Used by one thread.
public final class WatchUploads {
    private final LedgerTail ledger;
    private final TakeUploads take;
    private final WatchLimits limits;
    private final ScanAccounts scan;
    private final ReportDirectories directories;

    public WatchUploads(
            LedgerTail ledger, TakeUploads take, WatchLimits limits, ScanAccounts scan, ReportDirectories directories) {
        this.ledger = ledger;
        this.take = take;
        this.limits = limits;
        this.scan = scan;
        this.directories = directories;
    }

    /// What one round did.
    ///
    /// @param lookedAt accounts whose folders were listed
    /// @param taken uploads claimed since the start
    /// @param waiting files that lie there and will be taken
    /// @param ignored files that lie there and will not be taken
    public record Round(int lookedAt, long taken, long waiting, long ignored) {}

    public Round run() {
        ledger.read();
        take.settle();
        limits.look().forEach(scan::lookAgain);
        var found = scan.scan();
        found.due().forEach(candidate -> limits.changed(candidate.account()));
        take.take(found.due());
        limits.tell();
        if (directories.report(scan.untold())) {
            scan.told();
        }
        var totals = scan.totals();
        return new Round(found.accountsLookedAt(), take.taken(), totals.waiting(), totals.ignored());
    }
}
