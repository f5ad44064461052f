package io.sluice.agent.seal;

import io.sluice.agent.folder.Ownership;
import io.sluice.sftpserver.account.ServiceUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Gives one claimed file to the service, unless a handle for writing is still open. Its tenant may then only
/// read it.
final class SealUpload {
    /// Only Sluice's own users pass the folder above; validators read the file as others.
    private static final int MODE = 0644;

    private SealUpload() {}

    /// Gives the present mode to a file that was sealed before; leaves every other one as it is.
    static void letValidatorsRead(Path file) throws IOException {
        try {
            var found = Ownership.of(file);
            if (found.owner() == ServiceUser.ID) {
                new Ownership(ServiceUser.ID, found.group(), MODE).giveTo(file);
            }
        } catch (NoSuchFileException removed) {
            // The watcher works on while the agent starts.
        }
    }

    static SealOutcome seal(Path file) throws IOException {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return SealOutcome.NOTHING_TO_DO;
            }
            var tenant = Ownership.of(file);
            if (tenant.owner() == ServiceUser.ID) {
                return SealOutcome.NOTHING_TO_DO;
            }
            try (var lease = FileLease.on(file)) {
                if (!lease.isGranted()) {
                    return SealOutcome.OPEN_FOR_WRITING;
                }
                // While the lease is held, nobody can begin to write. A tenant's group has its user's number.
                new Ownership(ServiceUser.ID, tenant.owner(), MODE).giveTo(file);
                return SealOutcome.SEALED;
            }
        } catch (NoSuchFileException removed) {
            return SealOutcome.NOTHING_TO_DO;
        }
    }
}
