package io.sluice.agent.folder;

import io.sluice.agent.ServiceUser;
import io.sluice.contracts.account.AccountId;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Gives the sub-folders that tenants make to the service: who owns a folder can hide what lies in it from
/// everybody else, and so from the meter of the workspace. The tenant goes on to use them by its group.
///
/// By the time a folder is heard of it may have another name, and folders of its own. So all of the account's
/// are looked at, by a thread of their own and once a second at most. Thread-safe.
public final class AdoptFolders {
    private static final System.Logger LOG = System.getLogger(AdoptFolders.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /// Stands in a decoded path for bytes that are no UTF-8; only the disk knows such a name.
    private static final char UNREADABLE = '\uFFFD';

    private final Path accounts;
    private final Map<AccountId, Integer> noted = new HashMap<>();

    /// @param accounts where the chroots lie
    public AdoptFolders(Path accounts) {
        this.accounts = accounts;
    }

    /// The account made this, or gave it this name; nothing is done about files.
    ///
    /// @param path in the chroot, absolute
    /// @param id the account's user and group id
    public void note(AccountId account, String path, int id) {
        if (path.indexOf(UNREADABLE) >= 0
                || Files.isDirectory(root(account).resolve(path.substring(1)), LinkOption.NOFOLLOW_LINKS)) {
            synchronized (noted) {
                noted.put(account, id);
            }
        }
    }

    /// Adopts what was noted until the thread is interrupted.
    public void run() throws IOException, InterruptedException {
        while (true) {
            TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
            step();
        }
    }

    /// Adopts what was noted up to now.
    void step() throws IOException {
        Map<AccountId, Integer> now;
        synchronized (noted) {
            now = Map.copyOf(noted);
            noted.clear();
        }
        for (var account : now.entrySet()) {
            Files.walkFileTree(
                    root(account.getKey()).resolve(AccountFolders.SOURCES), new Adopting(account.getValue()));
        }
    }

    private Path root(AccountId account) {
        return accounts.resolve(account.value());
    }

    /// Passes by what goes away meanwhile.
    private static final class Adopting extends SimpleFileVisitor<Path> {
        private final int id;

        Adopting(int id) {
            this.id = id;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            try {
                if (Ownership.of(folder).owner() == id) {
                    new Ownership(ServiceUser.ID, id, 0770).giveTo(folder);
                }
            } catch (IOException cause) {
                return visitFileFailed(folder, cause);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException cause) {
            LOG.log(System.Logger.Level.DEBUG, "passed by: path={0} cause={1}", path, cause.getMessage());
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause) {
            return cause == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, cause);
        }
    }
}
