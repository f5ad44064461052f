package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.watcher.folder.Sweep;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.scan.ScanAccounts.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the watcher remembers of one account.
final class WatchedAccount {
    private final TreeMap<String, WatchedFolder> folders = new TreeMap<>();
    private AccountFacts facts;
    private boolean factsChanged = true;
    private @Nullable Duration lookedAt;
    private boolean restless;
    private boolean unlisted;
    private @Nullable Instant wakeAt;
    private @Nullable Totals totals;

    WatchedAccount(AccountFacts facts) {
        this.facts = facts;
    }

    AccountFacts facts() {
        return facts;
    }

    void facts(AccountFacts fresh) {
        factsChanged |= fresh.version() != facts.version();
        facts = fresh;
    }

    boolean factsChanged() {
        return factsChanged;
    }

    /// Whether something may have changed that the ledger does not mention.
    ///
    /// @param accounts number of all accounts
    boolean needsLook(Sweep sweep, int accounts, Instant now, Duration tick) {
        var wake = wakeAt;
        return factsChanged || restless || (wake != null && !now.isBefore(wake)) || sweepDue(sweep, accounts, tick);
    }

    boolean sweepDue(Sweep sweep, int accounts, Duration tick) {
        var last = lookedAt;
        return last == null || sweep.isDue(facts.accountId(), last, tick, accounts);
    }

    /// To be called after its folders were listed. It stays due until [#judged()].
    void lookedAt(Duration tick) {
        lookedAt = tick;
        factsChanged = false;
        restless = true;
        totals = null;
    }

    /// To be called before its folders are listed.
    void beginLook() {
        unlisted = false;
    }

    /// To be called when one of its folders may not be listed.
    void denied() {
        unlisted = true;
    }

    /// Whether the latest listing left a folder out because the volume denied it.
    boolean isUnlisted() {
        return unlisted;
    }

    /// To be called after the files in its folders were judged.
    void judged() {
        restless = folders.values().stream().anyMatch(WatchedFolder::restless);
        wakeAt = folders.values().stream()
                .flatMap(folder -> folder.wakeAt().stream())
                .min(Instant::compareTo)
                .orElse(null);
    }

    /// Numbers of waiting and ignored files; counted once after each change.
    Totals totals() {
        var counted = totals;
        if (counted == null) {
            counted = WatchedFolder.count(folders.values());
            totals = counted;
        }
        return counted;
    }

    /// Takes in what became of an upload.
    void learn(UploadNews news) {
        switch (news) {
            case UploadNews.Claimed(var _, var path) -> folderOf(path).taken(path);
            case UploadNews.Unclaimed(var _, var path) -> folderOf(path).listAgain();
            case UploadNews.Refused(var _, var path) -> folderOf(path).refused(path);
            case UploadNews.Returning _ -> {}
        }
        lookAgain();
    }

    private WatchedFolder folderOf(String path) {
        return folder(Ledger.folderOf(path));
    }

    /// Makes it due in the next scan.
    void lookAgain() {
        lookedAt = null;
        totals = null;
    }

    WatchedFolder folder(String name) {
        return folders.computeIfAbsent(name, WatchedFolder::new);
    }

    Collection<WatchedFolder> folders() {
        return folders.values();
    }

    /// Whether the latest listing shows that nothing lies at the path.
    boolean isFree(String path) {
        var name = path.indexOf('/', "/sources/".length()) < 0 ? "" : Ledger.folderOf(path);
        var folder = folders.get(name);
        return folder != null && folder.isFree(path);
    }

    /// Marks the folders that are not among the given names as removed.
    void keepOnly(Collection<String> present) {
        for (var entry : List.copyOf(folders.entrySet())) {
            if (!present.contains(entry.getKey())) {
                entry.getValue().vanished();
            }
        }
    }

    /// Forgets removed folders; to be called once their removal was published.
    void dropGone() {
        folders.values().removeIf(WatchedFolder::isGone);
    }
}
