package io.sluice.cli.doctor;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import io.sluice.contracts.file.VolumePaths;
import java.nio.file.Files;

/// Checks that Sluice's services can log in and see what they need of the volume.
record ServiceLogInCheck(ServiceAccess access, Who who) implements Check {
    /// Who logs in.
    enum Who {
        SERVICE(
                "service log-in",
                VolumePaths.ACCOUNTS,
                "the volume",
                "sluice.sftp.private-key-file",
                "SLUICE_SFTP_SERVICE_PUBLIC_KEY_FILE"),
        VALIDATOR(
                "validator log-in",
                VolumePaths.PROCESSING,
                "claimed files",
                "validator-service.sluice.sftp.private-key-file",
                "SLUICE_SFTP_VALIDATOR_PUBLIC_KEY_FILE");

        private final String subject;
        private final String folder;
        private final String sees;
        private final String key;
        private final String podFile;

        Who(String subject, String folder, String sees, String key, String podFile) {
            this.subject = subject;
            this.folder = folder;
            this.sees = sees;
            this.key = key;
            this.podFile = podFile;
        }

        /// The setting that names the private key.
        String key() {
            return key;
        }
    }

    ServiceLogInCheck(ServiceAccess access) {
        this(access, Who.SERVICE);
    }

    @Override
    public Subject subject() {
        return new Subject("sftp", who.subject);
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
                    "let %s name the key, and let the user who runs this read it".formatted(who.key));
        }
        try (var session = ServiceSession.open(access)) {
            session.look(who.folder);
            return new CheckOutcome.Good("logs in by key and sees " + who.sees + " (" + place() + ")");
        } catch (JSchException refused) {
            return new CheckOutcome.Bad(
                    "%s cannot log in: %s (%s)".formatted(access.user(), Causes.of(refused), place()),
                    "a log-in with " + access.privateKey(),
                    "see that the SFTP server runs and has the public key of %s as that of %s (OpenSSH pod: the file"
                                    .formatted(access.privateKey(), access.user())
                            + " " + who.podFile + ")");
        } catch (SftpException missing) {
            return new CheckOutcome.Bad(
                    "%s is not on the volume: %s (%s)".formatted(who.folder, Causes.of(missing), place()),
                    "the folders that the SFTP agent makes",
                    "see that the agent runs in the SFTP pod and that the right volume is mounted");
        }
    }
}
