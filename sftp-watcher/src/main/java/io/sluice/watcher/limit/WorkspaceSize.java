package io.sluice.watcher.limit;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.EntryCount;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.folder.FolderMemory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The bytes, files and folders of one account, remembered for each folder. Used by one thread at a time.
///
/// | folder | listed again |
/// |---|---|
/// | without sub-folders | when its mtime changed, or somebody wrote to it or beside it |
/// | with sub-folders | at each look |
/// | with unchanged mtime, below a folder in `sources/` | at the earliest after 10 ms for each folder |
///
/// The last rule bounds what a look costs all accounts: while the owner of 5,000 folders writes, each is
/// listed once in 50 s.
final class WorkspaceSize {
    private static final Log LOG = Log.of(WorkspaceSize.class);
    private static final Duration APART = Duration.ofMillis(10);

    private final Outages outages = new Outages(LOG);

    private final Volume volume;
    private final AccountId account;
    private final String sources;
    private final String processing;
    private final EntryLimits limits;
    private NavigableMap<String, Folder> folders = new TreeMap<>();
    private EntryCount files;
    private Optional<EntryCount> tooMany = Optional.empty();

    WorkspaceSize(Volume volume, AccountId account, EntryLimits limits) {
        this.volume = volume;
        this.limits = limits;
        this.files = limits.ofFiles(0);
        this.account = account;
        this.sources = VolumePaths.sources(account);
        this.processing = VolumePaths.processing(account);
    }

    /// What is remembered of one folder.
    ///
    /// @param memory empty for a folder that is listed each time
    /// @param bytes of the files directly in it
    /// @param files directly in it
    /// @param folders directly in it
    /// @param listedAt by the ticker
    private record Folder(Optional<FolderMemory> memory, long bytes, long files, long folders, Duration listedAt) {
        Folder unsettled() {
            return new Folder(
                    memory.map(known -> new FolderMemory(known.modifiedAt(), known.since(), false)),
                    bytes,
                    files,
                    folders,
                    listedAt);
        }

        boolean isCurrent(Instant modifiedAt) {
            return folders == 0
                    && memory.filter(known -> known.isCurrent(modifiedAt)).isPresent();
        }
    }

    /// Measures all folders.
    ///
    /// @param written whether somebody may have written to a folder directly below `sources/`
    void measure(Predicate<String> written, Duration tick) {
        var walk = new Walk(new TreeMap<>(), written, tick);
        for (var branch : List.of(
                sources,
                VolumePaths.account(account) + "/processed",
                VolumePaths.account(account) + "/invalid",
                processing)) {
            walk.at(branch, Optional.empty());
        }
        remember(walk.seen);
    }

    /// Measures only the folders directly below `sources/` that somebody wrote to, with their sub-folders.
    /// The empty name stands for `sources/` itself.
    void measureWritten(Set<String> written, Duration tick) {
        if (written.contains("")) {
            measure(written::contains, tick);
            return;
        }
        var walk = new Walk(new TreeMap<>(folders), written::contains, tick);
        for (var name : written) {
            var path = sources + "/" + name;
            walk.seen.remove(path);
            below(walk.seen, path).clear();
            walk.at(path, Optional.empty());
        }
        remember(walk.seen);
    }

    long bytes() {
        return folders.values().stream().mapToLong(Folder::bytes).sum();
    }

    /// A claim counts as one file, whatever notes lie beside it.
    EntryCount files() {
        return files;
    }

    /// The number of files or folders, when the account may not have so many.
    Optional<EntryCount> tooManyEntries() {
        return tooMany;
    }

    private static SortedMap<String, Folder> below(NavigableMap<String, Folder> some, String path) {
        return some.subMap(path + "/", path + (char) ('/' + 1));
    }

    private void remember(NavigableMap<String, Folder> measured) {
        folders = measured;
        long counted = 0;
        long below = 0;
        for (var folder : folders.entrySet()) {
            if (folder.getKey().equals(processing)) {
                counted += folder.getValue().folders();
            } else if (!folder.getKey().startsWith(processing + "/")) {
                counted += folder.getValue().files();
                below += folder.getValue().folders();
            }
        }
        files = limits.ofFiles(counted);
        tooMany = limits.exceeded(files, below);
    }

    /// Whether another measurement would have the same result unless something changes.
    boolean isSettled() {
        return folders.values().stream()
                .allMatch(folder -> folder.memory().map(FolderMemory::settled).orElse(true));
    }

    /// One measurement; its result counts only when it was completed.
    private final class Walk {
        private final NavigableMap<String, Folder> seen;
        private final Predicate<String> written;
        private final Duration tick;
        private int listed;

        Walk(NavigableMap<String, Folder> seen, Predicate<String> written, Duration tick) {
            this.seen = seen;
            this.written = written;
            this.tick = tick;
        }

        void at(String path, Optional<Instant> modifiedAt) {
            var known = Optional.ofNullable(folders.get(path));
            var current =
                    known.filter(folder -> modifiedAt.filter(folder::isCurrent).isPresent() && !isWritten(path));
            if (current.isPresent()) {
                seen.put(path, current.get());
                return;
            }
            if (known.isPresent() && waits(path, known.get(), modifiedAt)) {
                leaveOut(path, known.get());
                return;
            }
            if (isTenants(path, modifiedAt) && ++listed > limits.folders()) {
                return;
            }
            if (isTooDeep(path)) {
                seen.put(path, new Folder(Optional.empty(), 0, 0, limits.folders(), tick));
                return;
            }
            var bytes = new LongAdder();
            var files = new LongAdder();
            var folders = new LongAdder();
            var below = new HashMap<String, Instant>();
            show(path, entry -> {
                if (!entry.attributes().isFolder()) {
                    files.increment();
                    bytes.add(entry.attributes().isFile() ? entry.attributes().size() : 0);
                    return;
                }
                folders.increment();
                if (below.size() < limits.folders()) {
                    below.put(path + "/" + entry.name(), entry.attributes().modifiedAt());
                }
            });
            below.forEach((folder, itsChange) -> at(folder, Optional.of(itsChange)));
            var memory = modifiedAt.map(change -> FolderMemory.listed(known.flatMap(Folder::memory), change, tick));
            seen.put(path, new Folder(memory, bytes.sum(), files.sum(), folders.sum(), tick));
        }

        /// A folder that somebody wrote to is not settled until it was listed, and so is what lies in it: the
        /// account is measured again.
        private void leaveOut(String path, Folder known) {
            var listAgain = isWritten(path);
            seen.put(path, listAgain ? known.unsettled() : known);
            below(folders, path).forEach((folder, itself) -> seen.put(folder, listAgain ? itself.unsettled() : itself));
        }

        /// Whether the folder counts; claims do not, and the four roots neither.
        private boolean isTenants(String path, Optional<Instant> modifiedAt) {
            return modifiedAt.isPresent() && !path.startsWith(processing + "/");
        }

        /// Whether it is too early to list the folder again.
        private boolean waits(String path, Folder known, Optional<Instant> modifiedAt) {
            return isFurtherDown(path)
                    && known.memory()
                            .map(FolderMemory::modifiedAt)
                            .filter(then -> modifiedAt.filter(then::equals).isPresent())
                            .isPresent()
                    && tick.minus(known.listedAt()).compareTo(APART.multipliedBy(folders.size())) < 0;
        }

        private boolean isFurtherDown(String path) {
            return path.startsWith(sources + "/") && path.indexOf('/', sources.length() + 1) > 0;
        }

        private boolean isTooDeep(String path) {
            return path.startsWith(sources)
                    && path.substring(sources.length() - "/sources".length()).getBytes(StandardCharsets.UTF_8).length
                            > EntryLimits.PATH_BYTES;
        }

        private boolean isWritten(String path) {
            return path.startsWith(sources + "/")
                    && written.test(path.substring(sources.length() + 1).split("/", 2)[0]);
        }

        private void show(String folder, Consumer<VolumeEntry> visitor) {
            try {
                volume.visit(folder, visitor);
            } catch (VolumePathMissingException notThere) {
                LOG.debug("nothing to measure", cause(notThere));
            } catch (VolumeRefusedException refused) {
                outages.report(folder, "a folder is not measured", account(account), cause(refused));
            }
        }
    }
}
