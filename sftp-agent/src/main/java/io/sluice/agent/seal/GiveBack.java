package io.sluice.agent.seal;

import io.sluice.agent.folder.Ownership;
import io.sluice.agent.user.UserIds;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.sftpserver.account.ServiceUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Undoes the seal of a file that the watcher puts back into its source, so that the tenant can change it.
final class GiveBack {
    /// The mode of an upload, from the umask of the tenant's session.
    private static final int MODE = 0644;

    private static final System.Logger LOG = System.getLogger(GiveBack.class.getName());

    private final UserIds ids;

    GiveBack(UserIds ids) {
        this.ids = ids;
    }

    /// Gives the claimed file in a claim's folder `processing/<accuid>/<job_id>` to the account.
    void all(Path claim) throws IOException {
        var id = ids.of(new AccountId(claim.getName(claim.getNameCount() - 2).toString()));
        try (var files = Files.newDirectoryStream(
                claim,
                file -> !VolumePaths.CLAIM_NOTES.contains(file.getFileName().toString()))) {
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
