package io.sluice.agent.user;

import io.sluice.agent.PodPaths;
import io.sluice.agent.session.EndSessions;
import io.sluice.sftpserver.file.AtomicFile;
import io.sluice.sftpserver.file.ReadOnlyList;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// Keeps accounts over a limit from writing.
///
/// A tenant's group has its user's number. While the account is over a limit, the group also has a name that
/// begins with `read-only-`; sshd_tenants.conf has `internal-sftp -R` for such groups. sshd asks for the
/// group's name at each log-in (libnss-extrausers reads its file each time), so nothing reloads and no list
/// of members grows. Sessions that began before end. For one thread.
public final class LimitAccounts {
    private static final System.Logger LOG = System.getLogger(LimitAccounts.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final PodPaths paths;
    private final UserIds ids;
    private final EndSessions sessions;
    private final ReadOnlyList list;
    private Optional<Set<Integer>> applied = Optional.empty();

    public LimitAccounts(PodPaths paths, UserIds ids, EndSessions sessions, Clock clock) {
        this.paths = paths;
        this.ids = ids;
        this.sessions = sessions;
        this.list = new ReadOnlyList(paths.readOnly(), clock);
    }

    /// Repeats this until the thread is interrupted.
    public void run() throws IOException, InterruptedException {
        while (true) {
            var next = System.nanoTime() + INTERVAL.toNanos();
            step();
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
    }

    /// Applies the list to log-ins and sessions.
    void step() throws IOException {
        var limited = new TreeSet<Integer>();
        list.now().forEach(account -> ids.known(account).ifPresent(limited::add));
        var previous = applied.orElse(Set.of());
        if (applied.isPresent() && previous.equals(limited)) {
            return;
        }
        var groups = new StringBuilder();
        limited.forEach(id -> groups.append("read-only-%d:x:%d:\n".formatted(id, id)));
        AtomicFile.write(paths.groups(), groups.toString(), AtomicFile.READABLE);
        applied = Optional.of(Set.copyOf(limited));
        var fresh = new HashSet<>(limited);
        fresh.removeAll(previous);
        sessions.endBegunBefore(fresh);
        LOG.log(
                System.Logger.Level.INFO,
                "accounts over a limit may only read: accounts={0,number,#} new={1,number,#}",
                limited.size(),
                fresh.size());
    }
}
