package io.sluice.agent;

import io.sluice.sftpserver.account.PublicKey;
import io.sluice.sftpserver.account.ServiceUser;
import io.sluice.sftpserver.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The public keys by which Sluice's own users log in. For one thread.
///
/// Without the key of sftp-watcher nothing works, so the pod does not become ready. Without the one of the
/// validators tenants are let in all the same, because installations get this key later than the other one.
final class ServiceKeys {
    private static final System.Logger LOG = System.getLogger(ServiceKeys.class.getName());

    private final PodPaths paths;
    private final Path service;
    private final Path validator;
    private final Map<String, PublicKey> admitted = new HashMap<>();
    private String complaint = "";

    /// @param service the file with the key of [ServiceUser#NAME]
    /// @param validator the file with the key of [ServiceUser#VALIDATOR]
    ServiceKeys(PodPaths paths, Path service, Path validator) {
        this.paths = paths;
        this.service = service;
        this.validator = validator;
    }

    /// Lets exactly the keys in the files log in from now on.
    void admit() throws IOException {
        admit(ServiceUser.NAME, read(service));
        try {
            admit(ServiceUser.VALIDATOR, read(validator));
            complaint = "";
        } catch (NoSuchFileException | IllegalArgumentException unusable) {
            // A key that was taken away must not go on to let in.
            Files.deleteIfExists(paths.serviceKey(ServiceUser.VALIDATOR));
            admitted.remove(ServiceUser.VALIDATOR);
            complain(unusable);
        }
    }

    private void admit(String user, PublicKey key) throws IOException {
        if (!key.equals(admitted.get(user))) {
            AtomicFile.write(paths.serviceKey(user), key + "\n", AtomicFile.READABLE);
            admitted.put(user, key);
        }
    }

    /// What is no public key may be the private one, so no message has it.
    private static PublicKey read(Path file) throws IOException {
        var text = Files.readString(file);
        try {
            return PublicKey.parse(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "expected a public key like \"ssh-ed25519 AAAA… comment\" in %s".formatted(file));
        }
    }

    private void complain(Exception cause) {
        if (!complaint.equals(cause.toString())) {
            complaint = cause.toString();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} cannot log in, so no file is checked; expected its public key in the file of"
                            + " SLUICE_SFTP_VALIDATOR_PUBLIC_KEY_FILE (in the chart: the key validator-public of"
                            + " the Secret secrets.sftpServiceKey): cause={1}",
                    ServiceUser.VALIDATOR,
                    complaint);
        }
    }
}
