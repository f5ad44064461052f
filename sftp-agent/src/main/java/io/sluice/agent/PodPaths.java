package io.sluice.agent;

import io.sluice.contracts.file.VolumePaths;
import java.nio.file.Path;

/// The files and folders of the pod.
///
/// @param volume the SFTP volume; belongs to root
/// @param run what ends with the pod
/// @param users the folder of libnss-extrausers
/// @param systemUsers the image's own `/etc/passwd`
public record PodPaths(Path volume, Path run, Path users, Path systemUsers) {

    /// The layout of the image and of `run-local.sh`.
    public static PodPaths ofPod() {
        return new PodPaths(
                Path.of("/srv/sluice/volume"),
                Path.of("/srv/sluice/run"),
                Path.of("/var/lib/extrausers"),
                Path.of("/etc/passwd"));
    }

    /// @param path as the service user sees it, absolute
    private Path onVolume(String path) {
        return volume.resolve(path.substring(1));
    }

    public Path accounts() {
        return onVolume(VolumePaths.ACCOUNTS);
    }

    public Path processing() {
        return onVolume(VolumePaths.PROCESSING);
    }

    public Path released() {
        return onVolume(VolumePaths.RELEASED);
    }

    public Path ledgerFolder() {
        return volume.resolve("ledger");
    }

    public Path ledger() {
        return onVolume(VolumePaths.LEDGER);
    }

    /// The watcher lists the accounts over a limit here.
    public Path limitsFolder() {
        return onVolume(VolumePaths.LIMITS);
    }

    public Path readOnly() {
        return onVolume(VolumePaths.READ_ONLY);
    }

    /// The watcher lists the next pick-ups here.
    public Path nextPickups() {
        return onVolume(VolumePaths.NEXT_PICKUPS);
    }

    /// Names of tenants' groups. Only groups of accounts over a limit have a name.
    public Path groups() {
        return users.resolve("group");
    }

    /// Log-in attempts: who, from where, with which outcome.
    public Path logIns() {
        return onVolume(VolumePaths.LOG_INS);
    }

    /// The log of the tenants' sshd, each line with its time; entrypoint.sh keeps it small.
    public Path sshdLog() {
        return run.resolve("sshd.log");
    }

    /// The user id of each account; an id is never given again.
    public Path userIds() {
        return volume.resolve(".agent").resolve("user-ids");
    }

    /// The last account list, for a pod that starts while schema-service is unavailable.
    public Path keptAccounts() {
        return volume.resolve(".agent").resolve("accounts.json");
    }

    /// The socket that rsyslogd listens on.
    public Path logSocket() {
        return volume.resolve(".agent").resolve("log");
    }

    /// Has a folder for each run of the server, with what rsyslogd wrote during this run.
    public Path spools() {
        return volume.resolve(".agent").resolve("spools");
    }

    /// The spool of this run.
    public Path spool() {
        return run.resolve("spool");
    }

    public Path rsyslogProcess() {
        return run.resolve("rsyslogd.pid");
    }

    /// The name of this run of the server.
    public Path generation() {
        return run.resolve("generation");
    }

    public Path keys() {
        return run.resolve("keys");
    }

    /// Where sshd looks for the key of one of Sluice's own users.
    public Path serviceKey(String user) {
        return run.resolve("service-keys").resolve(user);
    }

    public Path access() {
        return run.resolve("access.conf");
    }

    /// Appears when accounts are in force, those of the kept list or of schema-service's first answer. Its
    /// time of modification is that of the last answer.
    public Path synced() {
        return run.resolve("synced");
    }
}
