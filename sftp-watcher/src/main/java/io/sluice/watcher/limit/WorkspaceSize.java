package io.sluice.watcher.limit;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
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
import org.jboss.logging.Logger;

/// The bytes in one account's folders, remembered folder by folder: one without sub-folders is listed again
/// only when its mtime moved or somebody wrote to it. Used by one thread at a time.
final class WorkspaceSize {
    private static final Logger LOG = Logger.getLogger(WorkspaceSize.class);

    /// A folder's mtime has whole seconds: a change in the second of the last listing does not move it.
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /// What lies in more folders than these is not counted: it would keep the other accounts waiting.
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
    /// @param modifiedAt empty for a folder that is listed each time
    /// @param since when this mtime was first seen, by the ticker
    /// @param files bytes of the files directly in it
    private record Folder(
            Optional<Instant> modifiedAt, Duration since, long files, boolean hasFolders, boolean settled) {}

    /// Looks at all folders.
    ///
    /// @param written says of a folder directly below `sources/` whether somebody may have written to it
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

    /// Looks only at folders directly below `sources/` that somebody wrote to, and what lies in them; the
    /// empty name stands for `sources/` itself.
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

    /// Whether another look would find the same, if nothing happens.
    boolean isSettled() {
        return folders.values().stream().allMatch(Folder::settled);
    }

    /// One look; what it found counts only when it came to its end.
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
            var same = Optional.ofNullable(folders.get(path))
                    .filter(known ->
                            modifiedAt.isPresent() && known.modifiedAt().equals(modifiedAt));
            if (same.isPresent() && same.get().settled() && !same.get().hasFolders() && !isWritten(path)) {
                seen.put(path, same.get());
                return;
            }
            if (++listed > MOST_FOLDERS) {
                return;
            }
            if (listed == MOST_FOLDERS) {
                LOG.warnf("only %d folders are measured, there are more, accountId=%s", MOST_FOLDERS, account);
            }
            var since = same.map(Folder::since).orElse(tick);
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
            var settled = modifiedAt.isEmpty() || tick.minus(since).compareTo(SETTLING) >= 0;
            seen.put(path, new Folder(modifiedAt, since, files.sum(), !below.isEmpty(), settled));
        }

        private boolean isWritten(String path) {
            return path.startsWith(sources + "/")
                    && written.test(path.substring(sources.length() + 1).split("/", 2)[0]);
        }

        private void show(String folder, Consumer<VolumeEntry> visitor) {
            try {
                volume.visit(folder, visitor);
            } catch (VolumePathMissingException notThere) {
                LOG.debugf("nothing to measure: %s", notThere.getMessage());
            } catch (VolumeRefusedException refused) {
                LOG.warnf("a folder is not measured, accountId=%s: %s", account, refused.getMessage());
            }
        }
    }
}
