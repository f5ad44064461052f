package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountId;
import io.sluice.watcher.Ticker;
import io.sluice.watcher.folder.SideBySide;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds uploads that are complete and due. Its cost grows with what changed, not with what exists.
///
/// [WatchedAccounts] says which accounts are listed. Listing an account means listing its `sources/`, then
/// the folders whose mtime changed or that hold waiting files. Used by one thread.
public final class ScanAccounts {
    private final WatchedAccounts watched;
    private final LookAtAccount look;
    private final JudgeAccount judge;
    private final SideBySide sideBySide;
    private final Clock clock;
    private final Ticker ticker;
    private final Set<WatchedAccount> listed = new LinkedHashSet<>();

    public ScanAccounts(
            WatchedAccounts watched,
            LookAtAccount look,
            JudgeAccount judge,
            SideBySide sideBySide,
            Clock clock,
            Ticker ticker) {
        this.watched = watched;
        this.look = look;
        this.judge = judge;
        this.sideBySide = sideBySide;
        this.clock = clock;
        this.ticker = ticker;
    }

    /// The result of one scan.
    ///
    /// @param due complete uploads in their order of arrival
    /// @param soon whether uploads are complete, or will be after a short quiet period
    public record Scan(List<Candidate> due, int accountsListed, boolean soon) {
        public Scan {
            due = List.copyOf(due);
        }
    }

    /// Numbers of unclaimed files.
    public record Totals(long waiting, long ignored) {}

    /// Scans once; to be called after the new lines of the ledger were read.
    ///
    /// @param openDays keys of the days that have a claim ([io.sluice.contracts.file.JobRef#key])
    public Scan scan(Set<String> openDays) {
        var now = clock.instant();
        var tick = ticker.elapsed();
        var accounts = watched.due(now, tick);
        sideBySide.each(accounts, account -> look.at(account, watched.isSweepDue(account, tick), now, tick));
        var due = new ArrayList<Candidate>();
        var soon = false;
        for (var account : accounts) {
            var judged = judge.judge(account, openDays, now, tick);
            due.addAll(judged.due());
            soon |= judged.soon();
        }
        due.sort(Candidate.ARRIVAL);
        listed.addAll(accounts);
        return new Scan(due, accounts.size(), soon);
    }

    /// Takes in what became of uploads.
    public void learn(List<UploadNews> news) {
        for (var one : news) {
            watched.find(one.account()).ifPresent(account -> account.learn(one));
        }
    }

    /// Lists the accounts in the next scan, whatever the ledger says.
    public void lookAgain(Collection<AccountId> accounts) {
        for (var id : accounts) {
            watched.find(id).ifPresent(WatchedAccount::lookAgain);
        }
    }

    /// The folders of all accounts that were listed since the last call; to be called after the claims.
    ///
    /// @param hindered whether the volume refuses claims
    public List<FolderView> views(boolean hindered) {
        var views = listed.stream()
                .flatMap(account -> account.folders().stream()
                        .map(folder -> FolderView.of(account.facts().accountId(), folder, hindered)))
                .toList();
        listed.forEach(WatchedAccount::dropGone);
        listed.clear();
        return views;
    }

    /// Whether lines of the ledger that were read after the scan mention an account.
    public boolean hasMore() {
        return watched.isAnyMentioned();
    }

    /// The accounts whose folders the volume did not let this service list, at the latest attempt.
    public Set<AccountId> unlisted() {
        return watched.unlisted();
    }

    /// The number of waiting and of ignored files in all accounts.
    public Totals totals() {
        return watched.totals();
    }
}
