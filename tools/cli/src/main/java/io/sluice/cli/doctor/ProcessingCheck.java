package io.sluice.cli.doctor;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.VolumePaths;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// The service can write where claimed files lie, and they are sealed: each belongs to the service.
///
/// @param pause between two looks: the SFTP agent seals a file within milliseconds
record ProcessingCheck(ServiceAccess access, Duration pause) implements Check {
    /// The most folders of accounts that the check lists.
    private static final int ACCOUNTS = 500;

    @Override
    public Subject subject() {
        return new Subject("sftp", "processing");
    }

    @Override
    public String place() {
        return VolumePaths.PROCESSING + " on " + access.address();
    }

    @Override
    public String ifSilent() {
        return "see that the SFTP server runs and that its volume answers: df, dmesg on its node";
    }

    @Override
    public CheckOutcome run() throws InterruptedException {
        try (var session = ServiceSession.open(access)) {
            var service = writeOne(session);
            if (!session.isOpenSsh()) {
                return new CheckOutcome.Good(
                        "the service can write (%s); owners not checked: embedded".formatted(place()));
            }
            var unsealed = unsealed(session, service.getUId());
            if (!unsealed.isEmpty()) {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                unsealed.retainAll(unsealed(session, service.getUId()));
            }
            return unsealed.isEmpty()
                    ? new CheckOutcome.Good("the service can write, claimed files belong to it (%s)".formatted(place()))
                    : new CheckOutcome.Bad(
                            "%d claimed files do not belong to the service, e.g. %s"
                                    .formatted(
                                            unsealed.size(), unsealed.iterator().next()),
                            "uid %d, set by the SFTP agent within milliseconds".formatted(service.getUId()),
                            "see that the agent runs in the SFTP pod, and that the volume's file system grants leases"
                                    + " (ext4, xfs, btrfs; not NFS)");
        } catch (JSchException unavailable) {
            return new CheckOutcome.NotChecked("the service cannot log in, see there");
        } catch (SftpException refused) {
            return new CheckOutcome.Bad(
                    "the service cannot write: %s (%s)".formatted(Causes.of(refused), place()),
                    "a folder of %s's with room".formatted(access.user()),
                    "look at the volume: df -h and df -i in the SFTP pod; then the owner of " + VolumePaths.PROCESSING);
        }
    }

    private static SftpATTRS writeOne(ServiceSession session) throws SftpException {
        // The name is not an account's, so nothing takes it for a claim.
        var path = VolumePaths.PROCESSING + "/.doctor-" + UUID.randomUUID();
        session.write(path, new byte[] {'?'});
        try {
            return session.look(path);
        } finally {
            session.remove(path);
        }
    }

    private static Set<String> unsealed(ServiceSession session, int service) throws SftpException {
        var unsealed = new HashSet<String>();
        var accounts = session.list(VolumePaths.PROCESSING).stream()
                .flatMap(entry -> AccountId.of(entry.name()).stream())
                .limit(ACCOUNTS)
                .toList();
        for (var account : accounts) {
            for (var job : session.list(VolumePaths.processing(account))) {
                var id = JobId.of(job.name());
                if (id.isPresent()) {
                    collect(session, VolumePaths.processing(account, id.get()), service, unsealed);
                }
            }
        }
        return unsealed;
    }

    private static void collect(ServiceSession session, String folder, int service, Set<String> unsealed)
            throws SftpException {
        try {
            for (var file : session.list(folder)) {
                if (file.attributes().getUId() != service) {
                    unsealed.add(folder + "/" + file.name());
                }
            }
        } catch (SftpException failure) {
            // A job that ends during the look removes its folder.
            if (failure.id != com.jcraft.jsch.ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                throw failure;
            }
        }
    }
}
