package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.watcher.scan.ScanAccounts.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the watcher remembers of one folder directly below `/sources`, or of `/sources` itself.
final class WatchedFolder {
    /// A folder's mtime has whole seconds: a change in the second of the last listing does not move it.
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final String name;
    private FirstByName<FoundFile.Pending> uploads = nothing();
    private FirstByName<FoundFile.Ignored> ignored = nothing();
    private Map<String, Verdict.Waiting> waiting = Map.of();
    private @Nullable Instant modifiedAt;
    private Duration modifiedAtSince = Duration.ZERO;
    private boolean settled;
    private boolean hasFolders;
    private boolean restless;
    private boolean gone;

    WatchedFolder(String name) {
        this.name = name;
    }

    /// As the account sees it.
    String path() {
        return name.isEmpty() ? "/sources" : "/sources/" + name;
    }

    private boolean holds(String path) {
        return path.startsWith(path() + "/") && !(name.isEmpty() && path.indexOf('/', "/sources/".length()) >= 0);
    }

    boolean hasFolders() {
        return hasFolders;
    }

    /// Whether the folder must be listed to know what lies there.
    boolean needsListing(Instant modifiedAtNow) {
        return !settled || !modifiedAtNow.equals(modifiedAt) || hasPending();
    }

    boolean hasPending() {
        return !uploads.isEmpty();
    }

    /// Whether time alone, or a listing once more, will tell something new soon.
    boolean restless() {
        return restless || !settled || modifiedAt == null;
    }

    /// When the earliest of its waiting files is due by its schedule.
    Optional<Instant> wakeAt() {
        return waiting.values().stream()
                .filter(verdict -> verdict.until() == Verdict.Until.PICKUP)
                .flatMap(verdict -> verdict.nextPickup().stream())
                .min(Instant::compareTo);
    }

    /// Begins a listing, which counts once it is given to [#listed].
    Listing listing(AccountFacts account, Instant now, Duration tick) {
        return new Listing(account, name, path(), this::at, now, tick);
    }

    private Optional<FoundFile> at(String path) {
        return Optional.<FoundFile>ofNullable(uploads.get(path)).or(() -> Optional.ofNullable(ignored.get(path)));
    }

    /// @param folders whether there are sub-folders, whose changes the folder's own mtime does not show
    void listed(Listing listing, boolean folders, Instant modifiedAtNow, Duration tick) {
        if (!modifiedAtNow.equals(modifiedAt)) {
            modifiedAt = modifiedAtNow;
            modifiedAtSince = tick;
        }
        settled = tick.minus(modifiedAtSince).compareTo(SETTLING) >= 0;
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

    /// Rightly named files that were not taken, in the order of names.
    Collection<FoundFile.Pending> uploads() {
        return uploads.kept();
    }

    /// In the order of names.
    Collection<FoundFile.Ignored> ignored() {
        return ignored.kept();
    }

    /// How many files lie there unclaimed.
    long total() {
        return uploads.total() + ignored.total();
    }

    /// Whether a path is among those that a listing of this folder shows and nothing lies there.
    boolean isFree(String path) {
        return holds(path) && uploads.isComplete() && ignored.isComplete() && at(path).isEmpty();
    }

    /// @param verdicts of the pending files that are not due, by path as the account sees it
    void judged(Map<String, Verdict.Waiting> verdicts, boolean someAreDue) {
        waiting = verdicts;
        restless = someAreDue || verdicts.values().stream().anyMatch(verdict -> verdict.until() == Verdict.Until.QUIET);
    }

    Optional<Verdict.Waiting> waiting(String path) {
        return Optional.ofNullable(waiting.get(path));
    }

    /// The file was taken; one that comes under its name is another one.
    void taken(String path) {
        uploads.remove(path);
        listAgain();
    }

    /// What lies there is not what was seen, whatever the folder's mtime says.
    void listAgain() {
        modifiedAt = null;
    }

    /// The folder is gone and all that lay in it.
    void vanished() {
        uploads = nothing();
        ignored = nothing();
        waiting = Map.of();
        modifiedAt = Instant.MIN;
        settled = true;
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
