package io.sluice.agent.folder;

import io.sluice.agent.PodPaths;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.sftpserver.account.ServiceUser;
import io.sluice.sftpserver.account.SftpAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Makes the folders of the volume with owners and modes by which the kernel enforces the folder rules.
///
/// | folder | owner:group | mode | effect |
/// |---|---|---|---|
/// | `accounts/<accuid>`, all above `<source_type>` | root:root | 755 | chroot; nobody adds or renames folders |
/// | `sources/<source_type>` | service:account | 770 | the tenant uploads, the watcher claims |
/// | folders that the tenant made in it | service:account | 770 | none is hidden, see [AdoptFolders] |
/// | `sources/<source_type>`, retired | service:account | 750 | the tenant only reads |
/// | `processed/<source_type>`, `invalid/…` | service:account | 750 | the watcher returns, the tenant reads |
/// | `processing` | service:validator | 750 | outside every chroot; validators read claimed files |
/// | `released` | service:service | 750 | outside every chroot |
/// | `ledger` | root:service | 750 | the watcher reads |
/// | `limits` | service:service | 750 | the watcher lists the accounts that may only read |
///
/// No tenant owns a folder that the agent made, so no tenant can change its mode.
public final class AccountFolders {
    static final String SOURCES = "sources";

    private static final Ownership FIXED = new Ownership(0, 0, 0755);

    private final PodPaths paths;

    public AccountFolders(PodPaths paths) {
        this.paths = paths;
    }

    /// Makes the folders that belong to no account.
    public void prepareVolume() throws IOException {
        prepare(paths.accounts(), FIXED);
        prepare(paths.processing(), new Ownership(ServiceUser.ID, ServiceUser.VALIDATOR_ID, 0750));
        prepare(paths.released(), new Ownership(ServiceUser.ID, ServiceUser.ID, 0750));
        prepare(paths.ledgerFolder(), new Ownership(0, ServiceUser.ID, 0750));
        prepare(paths.limitsFolder(), new Ownership(ServiceUser.ID, ServiceUser.ID, 0750));
    }

    /// Makes the folders of one account.
    ///
    /// @param id the account's user and group id
    public void prepare(SftpAccount account, int id) throws IOException {
        var root = paths.accounts().resolve(account.accountId().value());
        prepare(root, FIXED);
        prepare(root.resolve("dev"), FIXED);
        linkLog(account.accountId());
        for (var branch : Branch.values()) {
            var folder = root.resolve(branch.folder);
            prepare(folder, FIXED);
            for (var source : account.sourceTypes()) {
                prepare(folder.resolve(source.value()), new Ownership(ServiceUser.ID, id, branch.mode));
            }
        }
        closeRetiredSources(root.resolve(Branch.SOURCES.folder), account, id);
    }

    private static void closeRetiredSources(Path sources, SftpAccount account, int id) throws IOException {
        try (var folders = Files.newDirectoryStream(sources)) {
            for (var folder : folders) {
                var registered = SourceType.of(folder.getFileName().toString())
                        .filter(account.sourceTypes()::contains)
                        .isPresent();
                if (!registered) {
                    prepare(folder, new Ownership(ServiceUser.ID, id, 0750));
                }
            }
        }
    }

    /// Links the log socket into the account's chroot, because `internal-sftp` logs to `/dev/log` there.
    public void linkLog(AccountId account) throws IOException {
        var dev = paths.accounts().resolve(account.value()).resolve("dev");
        var link = dev.resolve("log");
        var draft = dev.resolve(".log");
        try {
            if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(link, paths.logSocket())) {
                return;
            }
            Files.deleteIfExists(draft);
            Files.createLink(draft, paths.logSocket());
            Files.move(draft, link, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException socketNotYet) {
            // The socket appears when rsyslogd is up; then LogLinks calls again.
            Files.deleteIfExists(draft);
        }
    }

    private static void prepare(Path folder, Ownership ownership) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder);
        }
        ownership.giveTo(folder);
    }

    private enum Branch {
        SOURCES(AccountFolders.SOURCES, 0770),
        PROCESSED("processed", 0750),
        INVALID("invalid", 0750);

        private final String folder;
        private final int mode;

        Branch(String folder, int mode) {
            this.folder = folder;
            this.mode = mode;
        }
    }
}
