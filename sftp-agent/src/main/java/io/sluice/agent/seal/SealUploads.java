package io.sluice.agent.seal;

import io.sluice.agent.user.UserIds;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import io.sluice.sftpserver.file.LedgerFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Seals the files that appear as `processing/<accuid>/<job_id>/<file>`. Until then a claimed file still
/// belongs to its tenant.
///
/// | file | what happens |
/// |---|---|
/// | closed | it is sealed |
/// | open for writing | never sealed under this name; `seal-refused` in the ledger: the watcher puts it back |
/// | with `.give-back` beside it | it goes back to its tenant ([GiveBack]): the watcher puts it back |
///
/// The kernel reports new files (inotify). A full look every ten seconds finds files that it did not report.
public final class SealUploads {
    private static final System.Logger LOG = System.getLogger(SealUploads.class.getName());
    private static final Duration FULL_LOOK = Duration.ofSeconds(10);
    private static final int DEPTH_OF_FILES = 3;

    private final Path processing;
    private final GiveBack giveBack;
    private final LedgerFile ledger;
    private final Clock clock;
    private final Set<Path> refused = new HashSet<>();

    public SealUploads(Path processing, UserIds ids, LedgerFile ledger, Clock clock) {
        this.processing = processing;
        this.giveBack = new GiveBack(ids);
        this.ledger = ledger;
        this.clock = clock;
    }

    /// Opens to validators what an agent sealed that let them log in as the service; to be called before they
    /// may log in.
    public static void letValidatorsRead(Path processing) throws IOException {
        Files.walkFileTree(processing, Set.of(), DEPTH_OF_FILES, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    SealUpload.letValidatorsRead(file);
                }
                return FileVisitResult.CONTINUE;
            }

            // The watcher works on while the agent starts, so a folder may be gone.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
                if (cause instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw cause;
            }
        });
    }

    /// Seals until the thread is interrupted.
    public void run() throws IOException, InterruptedException {
        try (var watch = processing.getFileSystem().newWatchService()) {
            look(watch, processing);
            for (var next = System.nanoTime() + FULL_LOOK.toNanos(); ; ) {
                var key = watch.poll(next - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (key == null) {
                    refused.removeIf(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS));
                    look(watch, processing);
                    next = System.nanoTime() + FULL_LOOK.toNanos();
                } else {
                    handle(watch, key);
                }
            }
        }
    }

    private void handle(WatchService watch, WatchKey key) throws IOException {
        var folder = (Path) key.watchable();
        for (var event : key.pollEvents()) {
            look(watch, event.context() instanceof Path name ? folder.resolve(name) : folder);
        }
        key.reset();
    }

    /// Looks at a path of any depth below `processing`, and at everything below it.
    private void look(WatchService watch, Path path) throws IOException {
        if (path.getNameCount() - processing.getNameCount() >= DEPTH_OF_FILES) {
            seal(path);
            return;
        }
        try {
            path.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (var child : children) {
                    look(watch, child);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException notAFolder) {
            LOG.log(System.Logger.Level.DEBUG, "no folder to look into: {0}", notAFolder.getMessage());
        }
    }

    private void seal(Path file) throws IOException {
        var marker = file.resolveSibling(VolumePaths.GIVE_BACK);
        if (file.equals(marker)) {
            var below = processing.relativize(file);
            giveBack.all(processing.resolve(below.getName(0)).resolve(below.getName(1)));
            return;
        }
        if (refused.contains(file) || Files.exists(marker, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        switch (SealUpload.seal(file)) {
            case SEALED -> LOG.log(System.Logger.Level.DEBUG, "sealed: {0}", file);
            case NOTHING_TO_DO -> {}
            case OPEN_FOR_WRITING -> {
                refused.add(file);
                LOG.log(
                        System.Logger.Level.INFO,
                        "claimed upload is not sealed, because it is open for writing; the watcher puts it back: file={0}",
                        file);
                var below = processing.relativize(file);
                ledger.append(LedgerLine.of(LedgerEvent.SEAL_REFUSED, Instant.now(clock), "")
                        .by(AccountId.of(below.getName(0).toString()))
                        .on("/processing/" + below));
            }
        }
    }
}
