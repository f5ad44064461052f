package io.sluice.agent.session;

import io.sluice.agent.user.UserIds;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/// Ends the sessions of accounts that may no longer log in, and those begun before their account lost the
/// right to write.
///
/// First only the process that holds the connection is asked to end: then the account's `internal-sftp` still
/// logs what it had open. What is left a second later is killed. Thread-safe.
public final class EndSessions {
    private static final System.Logger LOG = System.getLogger(EndSessions.class.getName());

    /// A log-in that was under way may become a session until sshd's log-in grace is over.
    private static final Duration LOGIN_GRACE = Duration.ofSeconds(35);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private IntPredicate allowed = user -> true;
    /// The last moment, by [ProcessTable], at which sessions of a user could begin that are to be ended.
    private final Map<Integer, Long> endedUntil = new HashMap<>();

    private long watchUntil = System.nanoTime();
    private Map<Long, Long> asked = Map.of();

    /// From now on sessions of other accounts are ended.
    ///
    /// @param users ids of the accounts that may have sessions
    public synchronized void allow(IntPredicate users) throws IOException {
        allowed = users;
        watchUntil = System.nanoTime() + LOGIN_GRACE.toNanos();
        end();
    }

    /// The present sessions of these users are ended, and log-ins that are under way now; later ones are not.
    public synchronized void endBegunBefore(Collection<Integer> users) throws IOException {
        if (users.isEmpty()) {
            return;
        }
        var now = ProcessTable.now();
        users.forEach(user -> endedUntil.put(user, now));
        watchUntil = System.nanoTime() + LOGIN_GRACE.toNanos();
        end();
    }

    /// To be called every second or so.
    public synchronized void end() throws IOException {
        var now = System.nanoTime();
        if (asked.isEmpty() && now > watchUntil) {
            endedUntil.clear();
            return;
        }
        var unwanted = ProcessTable.ofUsers(user -> user >= UserIds.FIRST
                        && user <= UserIds.LAST
                        && (!allowed.test(user) || endedUntil.containsKey(user)))
                .stream()
                .filter(process -> !allowed.test(process.user())
                        || process.connectedAt() <= endedUntil.getOrDefault(process.user(), Long.MIN_VALUE))
                .toList();
        var next = new HashMap<Long, Long>();
        for (var process : unwanted) {
            next.put(process.pid(), asked.getOrDefault(process.pid(), now));
        }
        for (var process : unwanted) {
            if (!asked.containsKey(process.pid())) {
                if (!next.containsKey(process.parent())) {
                    LOG.log(
                            System.Logger.Level.INFO,
                            "session is ended, its account may no longer log in or write: user={0,number,#} process={1,number,#}",
                            process.user(),
                            process.pid());
                    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
                }
            } else if (now - next.getOrDefault(process.pid(), now) >= PATIENCE.toNanos()) {
                ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        asked = next;
    }
}
