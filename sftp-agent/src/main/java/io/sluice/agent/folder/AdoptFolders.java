package io.sluice.agent.folder;

import io.sluice.contracts.account.AccountId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Gives the sub-folders that tenants make to the service.
///
/// The owner of a folder can hide its content from everybody else, and so from the meter of the workspace.
/// The tenant keeps using the folder by its group. By the time the agent hears of a folder, the folder may
/// have another name and folders of its own. So a thread of its own walks all folders of the account, at
/// most once a second. Thread-safe.
public final class AdoptFolders {
    private static final System.Logger LOG = System.getLogger(AdoptFolders.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /// The walk holds a file open for each level. An account with a folder whose path is longer than 400
    /// bytes may only read.
    private static final int DEEPEST = 200;

    /// Stands in a decoded path for bytes that are not UTF-8; only the disk knows such a name.
    private static final char UNREADABLE = '\uFFFD';

    private final Path accounts;
    private final Path processing;
    private final Set<AccountId> noted = new HashSet<>();

    /// @param accounts holds the chroots; belongs to root
    /// @param processing belongs to the service
    public AdoptFolders(Path accounts, Path processing) {
        this.accounts = accounts;
        this.processing = processing;
    }

    /// Notes that the account made this path or renamed something to it. A file changes nothing.
    ///
    /// @param path in the chroot, absolute
    public void note(AccountId account, String path) {
        if (path.indexOf(UNREADABLE) >= 0
                || path.indexOf('\0') >= 0
                || Files.isDirectory(root(account).resolve(path.substring(1)), LinkOption.NOFOLLOW_LINKS)) {
            synchronized (noted) {
                noted.add(account);
            }
        }
    }

    /// Adopts noted folders until the thread is interrupted.
    public void run() throws IOException, InterruptedException {
        while (true) {
            TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
            step();
        }
    }

    /// Adopts the folders of the accounts noted so far.
    void step() throws IOException {
        Set<AccountId> now;
        synchronized (noted) {
            now = Set.copyOf(noted);
            noted.clear();
        }
        var adoption = adoption();
        for (var account : now) {
            Files.walkFileTree(
                    root(account).resolve(AccountFolders.SOURCES),
                    EnumSet.noneOf(FileVisitOption.class),
                    DEEPEST,
                    adoption);
        }
    }

    Adoption adoption() throws IOException {
        return new Adoption(Files.getOwner(accounts), Files.getOwner(processing));
    }

    private Path root(AccountId account) {
        return accounts.resolve(account.value());
    }

    /// Gives each folder below an account's `sources` to the service, and skips what disappears during the
    /// walk.
    ///
    /// The owners come from folders that no tenant can change: a look-up by name would take the account
    /// `1234` for the user id 1234.
    static final class Adoption extends SimpleFileVisitor<Path> {
        private final UserPrincipal root;
        private final UserPrincipal service;

        private Adoption(UserPrincipal root, UserPrincipal service) {
            this.root = root;
            this.service = service;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            try (var opened = Files.newDirectoryStream(folder)) {
                adopt(opened);
            } catch (IOException cause) {
                return visitFileFailed(folder, cause);
            }
            return FileVisitResult.CONTINUE;
        }

        /// Judges and changes the folder by its open handle: the tenant may give its name to a file at any
        /// moment, and a file that belongs to the service counts as sealed.
        void adopt(DirectoryStream<Path> opened) throws IOException {
            if (!(opened instanceof SecureDirectoryStream<Path> handle)) {
                throw new IOException("expected a file system that changes a folder by its open handle");
            }
            var folder = handle.getFileAttributeView(PosixFileAttributeView.class);
            var owner = folder.readAttributes().owner();
            if (!owner.equals(root) && !owner.equals(service)) {
                // The owner first: until it changes, the tenant can set the mode back.
                folder.setOwner(service);
                folder.setPermissions(PosixFilePermissions.fromString("rwxrwx---"));
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException cause) {
            LOG.log(System.Logger.Level.DEBUG, "skipped: path={0} cause={1}", path, cause.getMessage());
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause) {
            return cause == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, cause);
        }
    }
}
