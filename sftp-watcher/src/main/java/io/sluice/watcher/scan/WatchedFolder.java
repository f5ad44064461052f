package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.watcher.scan.ScanAccounts.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the watcher remembers of one folder directly below `/sources`, or of `/sources` itself.
final class WatchedFolder {
    /// A folder's mtime has whole seconds: a change in the second of the last listing does not move it.
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final String name;
    private Map<String, Observation> observations = new HashMap<>();
    private List<FoundFile> found = List.of();
    private Map<String, Verdict.Waiting> waiting = Map.of();
    private @Nullable Instant modifiedAt;
    private Duration modifiedAtSince = Duration.ZERO;
    private boolean settled;
    private boolean hasFolders;
    private boolean restless;

    WatchedFolder(String name) {
        this.name = name;
    }

    /// As the account sees it.
    String path() {
        return name.isEmpty() ? "/sources" : "/sources/" + name;
    }

    /// Whether a path is among those that a listing of this folder shows.
    boolean holds(String path) {
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
        return found.stream().anyMatch(file -> file instanceof FoundFile.Pending);
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

    void listed(AccountFacts account, FolderContent content, Instant modifiedAtNow, Instant now, Duration tick) {
        if (!modifiedAtNow.equals(modifiedAt)) {
            modifiedAt = modifiedAtNow;
            modifiedAtSince = tick;
        }
        settled = tick.minus(modifiedAtSince).compareTo(SETTLING) >= 0;
        hasFolders = content.hasFolders();
        var fresh = new HashMap<String, Observation>();
        var files = new ArrayList<FoundFile>();
        content.files().forEach((path, attributes) -> {
            var placement = Placement.of(account, name, path, attributes);
            if (placement instanceof Placement.Silent) {
                return;
            }
            var former = observations.get(path);
            var seen = former == null ? new Observation(attributes, now, tick) : former.again(attributes, tick);
            fresh.put(path, seen);
            switch (placement) {
                case Placement.Upload(var dated) ->
                    files.add(new FoundFile.Pending(account.accuid(), path() + "/" + path, dated, seen));
                case Placement.Ignored(var reason) ->
                    files.add(new FoundFile.Ignored(path() + "/" + path, reason, seen));
                case Placement.Silent() -> throw new IllegalStateException("left out above");
            }
        });
        observations = fresh;
        found = files;
    }

    static Totals count(Collection<WatchedFolder> folders) {
        long waiting = 0;
        long ignored = 0;
        for (var folder : folders) {
            for (var file : folder.found) {
                switch (file) {
                    case FoundFile.Pending _ -> waiting++;
                    case FoundFile.Ignored _ -> ignored++;
                }
            }
        }
        return new Totals(waiting, ignored);
    }

    List<FoundFile> found() {
        return found;
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
        observations.remove(path.substring(path().length() + 1));
        found = found.stream().filter(file -> !file.path().equals(path)).toList();
        listAgain();
    }

    /// What lies there is not what was seen, whatever the folder's mtime says.
    void listAgain() {
        modifiedAt = null;
    }

    /// The folder is gone and all that lay in it.
    void vanished() {
        observations = new HashMap<>();
        found = List.of();
        waiting = Map.of();
        modifiedAt = Instant.MIN;
        settled = true;
        restless = false;
    }
}
