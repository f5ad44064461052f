package io.sluice.agent.seal;

import io.sluice.sftpserver.account.ServiceUser;
import io.sluice.agent.folder.Ownership;
import io.sluice.agent.user.UserIds;
import io.sluice.contracts.account.AccountId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Undoes the seal of a file that the watcher puts back to its source, so that its tenant can go on with it.
final class GiveBack {
    /// The watcher writes an empty file of this name beside the claimed one, and removes it once that has
    /// left.
    static final String MARKER = ".give-back";

    /// As the tenant's own umask made it.
    private static final int MODE = 0644;

    private static final System.Logger LOG = System.getLogger(GiveBack.class.getName());

    private final UserIds ids;

    GiveBack(UserIds ids) {
        this.ids = ids;
    }

    /// Gives the files of one claim's folder `processing/<accuid>/<job_id>` to the account.
    void all(Path claim) throws IOException {
        var id = ids.of(new AccountId(claim.getName(claim.getNameCount() - 2).toString()));
        try (var files = Files.newDirectoryStream(claim, file -> !file.endsWith(MARKER))) {
            for (var file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && Ownership.of(file).owner() == ServiceUser.ID) {
                    new Ownership(id, id, MODE).giveTo(file);
                    LOG.log(System.Logger.Level.DEBUG, "given back: {0}", file);
                }
            }
        } catch (NoSuchFileException gone) {
            LOG.log(System.Logger.Level.DEBUG, "nothing to give back: {0}", gone.getMessage());
        }
    }
}
