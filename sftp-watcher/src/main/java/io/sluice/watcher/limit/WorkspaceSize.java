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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The bytes, files and folders of one account, remembered for each folder. A folder without sub-folders is
/// listed again only when its mtime changed or somebody wrote to it. Used by one thread at a time.
final class WorkspaceSize {
    private static final Log LOG = Log.of(WorkspaceSize.class);

    private final Outages outages = new Outages(LOG);

    private final Volume volume;
    private final AccountId account;
    private final String sources;
    private final String processing;
    private final EntryLimits limits;
    private Map<String, Folder> folders = Map.of();
    private Optional<EntryCount> tooMany = Optional.empty();

    WorkspaceSize(Volume volume, AccountId account, EntryLimits limits) {
        this.volume = volume;
        this.limits = limits;
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
    private record Folder(Optional<FolderMemory> memory, long bytes, long files, long folders) {
        boolean isCurrent(Instant modifiedAt) {
            return folders == 0
                    && memory.filter(known -> known.isCurrent(modifiedAt)).isPresent();
        }
    }

    /// Measures all folders.
    ///
    /// @param written whether somebody may have written to a folder directly below `sources/`
    void measure(Predicate<String> written, Duration tick) {
        var walk = new Walk(new HashMap<>(), written, tick);
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
        var walk = new Walk(new HashMap<>(folders), written::contains, tick);
        for (var name : written) {
            var path = sources + "/" + name;
            walk.seen.keySet().removeIf(folder -> folder.equals(path) || folder.startsWith(path + "/"));
            walk.at(path, Optional.empty());
        }
        remember(walk.seen);
    }

    long bytes() {
        return folders.values().stream().mapToLong(Folder::bytes).sum();
    }

    /// The number of files or folders, when the account may not have so many. A claim counts as one file,
    /// whatever notes lie beside it.
    Optional<EntryCount> tooManyEntries() {
        return tooMany;
    }

    private void remember(Map<String, Folder> measured) {
        folders = measured;
        long files = 0;
        long below = 0;
        for (var folder : folders.entrySet()) {
            if (folder.getKey().equals(processing)) {
                files += folder.getValue().folders();
            } else if (!folder.getKey().startsWith(processing + "/")) {
                files += folder.getValue().files();
                below += folder.getValue().folders();
            }
        }
        tooMany = limits.exceeded(files, below);
    }

    /// Whether another measurement would have the same result unless something changes.
    boolean isSettled() {
        return folders.values().stream()
                .allMatch(folder -> folder.memory().map(FolderMemory::settled).orElse(true));
    }

    /// One measurement; its result counts only when it was completed.
    private final class Walk {
        private final Map<String, Folder> seen;
        private final Predicate<String> written;
        private final Duration tick;
        private int listed;

        Walk(Map<String, Folder> seen, Predicate<String> written, Duration tick) {
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
            if (modifiedAt.isPresent() && ++listed > limits.folders()) {
                return;
            }
            if (isTooDeep(path)) {
                seen.put(path, new Folder(Optional.empty(), 0, 0, limits.folders()));
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
            seen.put(path, new Folder(memory, bytes.sum(), files.sum(), folders.sum()));
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
