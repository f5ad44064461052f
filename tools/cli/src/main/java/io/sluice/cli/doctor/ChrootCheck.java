package io.sluice.cli.doctor;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import io.sluice.cli.doctor.ServiceSession.Entry;
import io.sluice.contracts.file.VolumePaths;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Owners and modes are such that sshd accepts every chroot, and tenants can write where they may and nowhere
/// else: the table in the SFTP agent's `AccountFolders`.
///
/// The roots of all accounts are looked at, the folders below them as far as the time goes.
///
/// @param time after which no further account's folders are looked at
record ChrootCheck(ServiceAccess access, Duration time) implements Check {
    private static final String SOURCES = "sources";
    private static final Set<String> BRANCHES = Set.of(SOURCES, "processed", "invalid");
    private static final int NOT_OTHERS = 022;

    @Override
    public Subject subject() {
        return new Subject("sftp", "chroot ownership");
    }

    @Override
    public String place() {
        return access.address().toString();
    }

    @Override
    public String ifSilent() {
        return "see that the SFTP server runs and that its volume answers: df, dmesg on its node";
    }

    @Override
    public CheckOutcome run() {
        try (var session = ServiceSession.open(access)) {
            if (!session.isOpenSsh()) {
                return new CheckOutcome.NotChecked("embedded: the server enforces the rules itself, without owners");
            }
            return look(session);
        } catch (JSchException unavailable) {
            return new CheckOutcome.NotChecked("the service cannot log in, see there");
        } catch (SftpException unreadable) {
            return new CheckOutcome.Bad(
                    "the volume cannot be looked at: %s (%s)".formatted(Causes.of(unreadable), place()),
                    "folders that %s can list".formatted(access.user()),
                    "read the log of the agent in the SFTP pod: it makes the folders and their owners");
        }
    }

    private CheckOutcome look(ServiceSession session) throws SftpException {
        var begin = System.nanoTime();
        var service = session.look(VolumePaths.PROCESSING);
        var wrong = rootsOnly("/", session.look("/"))
                .or(() -> orMissing(session, VolumePaths.ACCOUNTS))
                .or(() -> service.getUId() == 0
                        ? Optional.of(bad(VolumePaths.PROCESSING, service, "the service user's, mode 750"))
                        : Optional.empty());
        if (wrong.isPresent()) {
            return wrong.get();
        }
        var accounts = session.list(VolumePaths.ACCOUNTS);
        for (var account : accounts) {
            var root = rootsOnly(VolumePaths.ACCOUNTS + "/" + account.name(), account.attributes());
            if (root.isPresent()) {
                return root.get();
            }
        }
        var looked = 0;
        for (var account : accounts) {
            if (System.nanoTime() - begin > time.toNanos()) {
                break;
            }
            var below = below(session, VolumePaths.ACCOUNTS + "/" + account.name(), service.getUId());
            if (below.isPresent()) {
                return below.get();
            }
            looked++;
        }
        return new CheckOutcome.Good("%d account roots belong to root; folders looked into: those of %d accounts (%s)"
                .formatted(accounts.size(), looked, place()));
    }

    private Optional<CheckOutcome> orMissing(ServiceSession session, String path) {
        try {
            return rootsOnly(path, session.look(path));
        } catch (SftpException missing) {
            return Optional.of(new CheckOutcome.Bad(
                    "%s cannot be looked at: %s".formatted(path, Causes.of(missing)),
                    "a folder of root's",
                    "see that the agent runs in the SFTP pod and that the right volume is mounted"));
        }
    }

    private static Optional<CheckOutcome> below(ServiceSession session, String account, int service)
            throws SftpException {
        for (var branch : session.list(account)) {
            var path = account + "/" + branch.name();
            var fixed = rootsOnly(path, branch.attributes());
            if (fixed.isPresent()) {
                return fixed;
            }
            if (BRANCHES.contains(branch.name())) {
                for (var folder : session.list(path)) {
                    var wrong = sourceFolder(path + "/" + folder.name(), branch.name(), folder, service);
                    if (wrong.isPresent()) {
                        return wrong;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// `sources/<source_type>` may be closed for writing (750): a retired source, or an account over its
    /// limit.
    private static Optional<CheckOutcome> sourceFolder(String path, String branch, Entry folder, int service) {
        var mode = folder.attributes().getPermissions() & 0777;
        var fits = mode == 0750 || (mode == 0770 && branch.equals(SOURCES));
        return fits && folder.attributes().getUId() == service
                ? Optional.empty()
                : Optional.of(bad(
                        path,
                        folder.attributes(),
                        "uid %d, mode %s".formatted(service, branch.equals(SOURCES) ? "770 or 750" : "750")));
    }

    private static Optional<CheckOutcome> rootsOnly(String path, SftpATTRS found) {
        return found.getUId() == 0 && (found.getPermissions() & NOT_OTHERS) == 0
                ? Optional.empty()
                : Optional.of(bad(
                        path,
                        found,
                        "uid 0 and no write permission for group and others, or sshd refuses"
                                + " every log-in below it"));
    }

    private static CheckOutcome bad(String path, SftpATTRS found, String expectation) {
        return new CheckOutcome.Bad(
                "%s has uid %d, mode %o".formatted(path, found.getUId(), found.getPermissions() & 07777),
                expectation,
                path.equals("/")
                        ? "restart the SFTP pod: its entrypoint sets owner and mode of the volume's root"
                        : "restart the agent in the SFTP pod: it sets owners and modes anew; then find out who changed"
                                + " them");
    }
}
