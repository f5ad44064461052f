package io.sluice.agent;

import io.sluice.sftpserver.account.ServiceUser;
import java.nio.file.Path;

/// Where things lie in the pod.
///
/// @param volume the SFTP volume, root's own
/// @param run what ends with the pod
/// @param users where libnss-extrausers looks
/// @param systemUsers the image's own `/etc/passwd`
public record PodPaths(Path volume, Path run, Path users, Path systemUsers) {

    /// As the image and `run-local.sh` lay them out.
    public static PodPaths ofPod() {
        return new PodPaths(
                Path.of("/srv/sluice/volume"),
                Path.of("/srv/sluice/run"),
                Path.of("/var/lib/extrausers"),
                Path.of("/etc/passwd"));
    }

    public Path accounts() {
        return volume.resolve("accounts");
    }

    public Path processing() {
        return volume.resolve("processing");
    }

    public Path released() {
        return volume.resolve("released");
    }

    public Path ledgerFolder() {
        return volume.resolve("ledger");
    }

    public Path ledger() {
        return ledgerFolder().resolve("uploads.log");
    }

    /// Where the watcher says who is over a limit.
    public Path limitsFolder() {
        return volume.resolve("limits");
    }

    public Path readOnly() {
        return limitsFolder().resolve("read-only.json");
    }

    /// Names of tenants' groups; only those of accounts over a limit have one.
    public Path groups() {
        return users.resolve("group");
    }

    /// Who tried to log in, from where, and how it ended.
    public Path logIns() {
        return ledgerFolder().resolve("log-ins.log");
    }

    /// What the tenants' sshd says, each line with its time; entrypoint.sh keeps it small.
    public Path sshdLog() {
        return run.resolve("sshd.log");
    }

    /// The user id of each account, for good.
    public Path userIds() {
        return volume.resolve(".agent").resolve("user-ids");
    }

    /// The last account list, for a pod that starts while schema-service is away.
    public Path keptAccounts() {
        return volume.resolve(".agent").resolve("accounts.json");
    }

    /// The socket that rsyslogd listens on.
    public Path logSocket() {
        return volume.resolve(".agent").resolve("log");
    }

    /// For each run of the server a folder, by its name, of what rsyslogd wrote in it.
    public Path spools() {
        return volume.resolve(".agent").resolve("spools");
    }

    /// The folder of this run.
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

    public Path serviceKey() {
        return run.resolve("service-keys").resolve(ServiceUser.NAME);
    }

    public Path access() {
        return run.resolve("access.conf");
    }

    /// Touched whenever the accounts were found in step with schema-service; made when the first list was
    /// applied.
    public Path synced() {
        return run.resolve("synced");
    }
}
