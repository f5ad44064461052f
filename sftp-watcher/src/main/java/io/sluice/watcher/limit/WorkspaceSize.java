package io.sluice.watcher.limit;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.folder.FolderMemory;
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

/// The bytes in one account's folders, remembered for each folder. A folder without sub-folders is listed
/// again only when its mtime changed or somebody wrote to it. Used by one thread at a time.
final class WorkspaceSize {
    private static final Log LOG = Log.of(WorkspaceSize.class);

    private final Outages outages = new Outages(LOG);

    /// The most folders that are counted, so that one account does not delay the others.
    private static final int MOST_FOLDERS = 5_000;

    private final Volume volume;
    private final AccountId account;
    private final String sources;
    private Map<String, Folder> folders = Map.of();

    WorkspaceSize(Volume volume, AccountId account) {
        this.volume = volume;
        this.account = account;
        this.sources = VolumePaths.sources(account);
    }

    /// What is remembered of one folder.
    ///
    /// @param memory empty for a folder that is listed each time
    /// @param files bytes of the files directly in it
    private record Folder(Optional<FolderMemory> memory, long files, boolean hasFolders) {
        boolean isCurrent(Instant modifiedAt) {
            return !hasFolders
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
                VolumePaths.processing(account))) {
            walk.at(branch, Optional.empty());
        }
        folders = walk.seen;
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
        folders = walk.seen;
    }

    long bytes() {
        return folders.values().stream().mapToLong(Folder::files).sum();
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
            if (++listed > MOST_FOLDERS) {
                return;
            }
            if (listed == MOST_FOLDERS) {
                LOG.warn(
                        "an account has more folders than are measured",
                        account(account),
                        field("measured", MOST_FOLDERS));
            }
            var files = new LongAdder();
            var below = new HashMap<String, Instant>();
            show(path, entry -> {
                if (entry.attributes().isFile()) {
                    files.add(entry.attributes().size());
                } else if (entry.attributes().isFolder() && below.size() < MOST_FOLDERS) {
                    below.put(path + "/" + entry.name(), entry.attributes().modifiedAt());
                }
            });
            below.forEach((folder, itsChange) -> at(folder, Optional.of(itsChange)));
            var memory = modifiedAt.map(change -> FolderMemory.listed(known.flatMap(Folder::memory), change, tick));
            seen.put(path, new Folder(memory, files.sum(), !below.isEmpty()));
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
