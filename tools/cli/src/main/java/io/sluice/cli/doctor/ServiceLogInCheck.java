package io.sluice.cli.doctor;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import io.sluice.contracts.file.VolumePaths;
import java.nio.file.Files;

/// Checks that Sluice's services can log in and see the volume.
record ServiceLogInCheck(ServiceAccess access) implements Check {
    @Override
    public Subject subject() {
        return new Subject("sftp", "service log-in");
    }

    @Override
    public String place() {
        return access.user() + "@" + access.address();
    }

    @Override
    public String ifSilent() {
        return "see that the SFTP server runs and look at its log";
    }

    @Override
    public CheckOutcome run() {
        if (!Files.isReadable(access.privateKey())) {
            return new CheckOutcome.Bad(
                    "the private key of %s cannot be read (%s)".formatted(access.user(), access.privateKey()),
                    "a readable key file",
                    "let sluice.sftp.private-key-file name the key, and let the user who runs this read it");
        }
        try (var session = ServiceSession.open(access)) {
            session.look(VolumePaths.ACCOUNTS);
            return new CheckOutcome.Good("logs in by key and sees the volume (" + place() + ")");
        } catch (JSchException refused) {
            return new CheckOutcome.Bad(
                    "%s cannot log in: %s (%s)".formatted(access.user(), Causes.of(refused), place()),
                    "a log-in with " + access.privateKey(),
                    "see that the SFTP server runs and has the public key of %s as that of %s (OpenSSH pod: the file"
                                    .formatted(access.privateKey(), access.user())
                            + " SLUICE_SFTP_SERVICE_PUBLIC_KEY_FILE)");
        } catch (SftpException missing) {
            return new CheckOutcome.Bad(
                    "%s is not on the volume: %s (%s)".formatted(VolumePaths.ACCOUNTS, Causes.of(missing), place()),
                    "the folders that the SFTP agent makes",
                    "see that the agent runs in the SFTP pod and that the right volume is mounted");
        }
    }
}
