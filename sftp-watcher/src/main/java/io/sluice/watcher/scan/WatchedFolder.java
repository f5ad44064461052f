package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.watcher.folder.FolderMemory;
import io.sluice.watcher.scan.ScanAccounts.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the watcher remembers of one folder directly below `/sources`, or of `/sources` itself.
final class WatchedFolder {
    private final String name;
    private FirstByName<FoundFile.Pending> uploads = nothing();
    private FirstByName<FoundFile.Ignored> ignored = nothing();
    private Map<String, TakeDecision.Waiting> waiting = new HashMap<>();
    private Optional<FolderMemory> memory = Optional.empty();
    private boolean hasFolders;
    private boolean restless;
    private boolean gone;

    WatchedFolder(String name) {
        this.name = name;
    }

    /// The name below `/sources`; empty for `/sources` itself.
    String name() {
        return name;
    }

    /// The path as the account sees it.
    String path() {
        return name.isEmpty() ? "/sources" : "/sources/" + name;
    }

    private boolean holds(String path) {
        return path.startsWith(path() + "/") && !(name.isEmpty() && path.indexOf('/', "/sources/".length()) >= 0);
    }

    boolean hasFolders() {
        return hasFolders;
    }

    /// Whether the folder must be listed again.
    boolean needsListing(Instant modifiedAtNow) {
        return !uploads.isEmpty()
                || memory.filter(known -> known.isCurrent(modifiedAtNow)).isEmpty();
    }

    /// Whether passing time or another listing will soon change the decisions.
    boolean restless() {
        return restless || memory.filter(FolderMemory::settled).isEmpty();
    }

    /// When the first of its waiting files becomes due by its schedule.
    Optional<Instant> wakeAt() {
        return waiting.values().stream()
                .filter(decision -> decision.until() == TakeDecision.Until.PICKUP)
                .flatMap(decision -> decision.nextPickup().stream())
                .min(Instant::compareTo);
    }

    /// Begins a listing; it takes effect when it is passed to [#listed].
    Listing listing(AccountFacts account, Instant now, Duration tick) {
        return new Listing(account, this, now, tick);
    }

    /// What the latest listing showed at a path.
    Optional<FoundFile> at(String path) {
        return Optional.<FoundFile>ofNullable(uploads.get(path)).or(() -> Optional.ofNullable(ignored.get(path)));
    }

    /// @param folders whether there are sub-folders; the mtime of the folder does not show their changes
    void listed(Listing listing, boolean folders, Instant modifiedAtNow, Duration tick) {
        memory = Optional.of(FolderMemory.listed(memory, modifiedAtNow, tick));
        hasFolders = folders;
        uploads = listing.uploads();
        ignored = listing.ignored();
        gone = false;
    }

    static Totals count(Collection<WatchedFolder> folders) {
        return new Totals(
                folders.stream().mapToLong(folder -> folder.uploads.total()).sum(),
                folders.stream().mapToLong(folder -> folder.ignored.total()).sum());
    }

    /// Unclaimed files with valid names, in the order of names.
    Collection<FoundFile.Pending> uploads() {
        return uploads.kept();
    }

    /// Ignored files, in the order of names.
    Collection<FoundFile.Ignored> ignored() {
        return ignored.kept();
    }

    /// The number of unclaimed files.
    long total() {
        return uploads.total() + ignored.total();
    }

    /// Whether the path is in this folder and nothing lies there.
    boolean isFree(String path) {
        return holds(path) && uploads.isComplete() && ignored.isComplete() && at(path).isEmpty();
    }

    /// @param decisions for the pending files that are not due, by path as the account sees it
    void judged(Map<String, TakeDecision.Waiting> decisions, boolean someAreDue) {
        waiting = new HashMap<>(decisions);
        restless = someAreDue
                || decisions.values().stream().anyMatch(decision -> decision.until() == TakeDecision.Until.QUIET);
    }

    Optional<TakeDecision.Waiting> waiting(String path) {
        return Optional.ofNullable(waiting.get(path));
    }

    /// To be called when the file could not be claimed.
    void refused(String path) {
        waiting.put(
                path,
                new TakeDecision.Waiting(
                        TakeDecision.Until.QUIET,
                        "Complete, but the server may not move this file; its operators have to help",
                        Optional.empty()));
        listAgain();
    }

    /// To be called when the file was claimed; the next file of its name is a new one.
    void taken(String path) {
        uploads.remove(path);
        listAgain();
    }

    /// Makes the next scan list the folder, whatever its mtime says.
    void listAgain() {
        memory = Optional.empty();
    }

    /// To be called when the folder was removed.
    void vanished() {
        uploads = nothing();
        ignored = nothing();
        waiting = new HashMap<>();
        memory = Optional.of(FolderMemory.ABSENT);
        restless = false;
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    private static <T> FirstByName<T> nothing() {
        return new FirstByName<>(0);
    }
}
