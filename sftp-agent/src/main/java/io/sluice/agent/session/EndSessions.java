package io.sluice.agent.session;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/// Ends sessions that may not be:
///
/// | sessions | when |
/// |---|---|
/// | of accounts that may no longer log in | at once |
/// | that began before their account lost the right to write | at once |
/// | of an account beyond 32 | the newest, within two seconds |
///
/// At first only the process that holds the connection gets a signal to end, so that the account's
/// `internal-sftp` still logs its open files. Processes that are left a second later are killed. Thread-safe.
public final class EndSessions {
    private static final System.Logger LOG = System.getLogger(EndSessions.class.getName());

    /// A log-in under way may still become a session until sshd's log-in grace time is over.
    private static final Duration LOGIN_GRACE = Duration.ofSeconds(35);

    private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

    /// As in the embedded SFTP server.
    private static final int SESSIONS_PER_ACCOUNT = 32;

    private static final Duration COUNT_EVERY = Duration.ofSeconds(2);

    private final IntPredicate tenants;
    private IntPredicate allowed = user -> true;
    /// By user: sessions that began up to this moment, by [ProcessTable], have to end.
    private final Map<Integer, Long> endedUntil = new HashMap<>();

    private long watchUntil = System.nanoTime();
    private long counted = System.nanoTime();
    private Map<Long, Long> asked = Map.of();

    /// @param tenants accepts the user ids of tenants; sessions of other users are never touched
    public EndSessions(IntPredicate tenants) {
        this.tenants = tenants;
    }

    /// Ends the sessions of all other accounts from now on.
    ///
    /// @param users accepts the ids of the accounts that may have sessions
    public synchronized void allow(IntPredicate users) throws IOException {
        allowed = users;
        watchUntil = System.nanoTime() + LOGIN_GRACE.toNanos();
        end();
    }

    /// Ends the current sessions and log-ins of these users, but no later ones.
    public synchronized void endBegunBefore(Collection<Integer> users) throws IOException {
        if (users.isEmpty()) {
            return;
        }
        var now = ProcessTable.now();
        users.forEach(user -> endedUntil.put(user, now));
        watchUntil = System.nanoTime() + LOGIN_GRACE.toNanos();
        end();
    }

    /// Ends the sessions that have to end. Call it about every second.
    public synchronized void end() throws IOException {
        var now = System.nanoTime();
        var surplus = surplus(now);
        if (asked.isEmpty() && surplus.isEmpty() && now > watchUntil) {
            endedUntil.clear();
            return;
        }
        var unwanted = new ArrayList<>(surplus);
        ProcessTable.ofUsers(user -> tenants.test(user) && (!allowed.test(user) || endedUntil.containsKey(user)))
                .stream()
                .filter(process -> !allowed.test(process.user())
                        || process.connectedAt() <= endedUntil.getOrDefault(process.user(), Long.MIN_VALUE))
                .forEach(unwanted::add);
        var next = new HashMap<Long, Long>();
        for (var process : unwanted) {
            next.put(process.pid(), asked.getOrDefault(process.pid(), now));
        }
        for (var process : unwanted) {
            if (!asked.containsKey(process.pid())) {
                if (!next.containsKey(process.parent())) {
                    LOG.log(
                            System.Logger.Level.INFO,
                            "session ends, because its account may no longer log in or write, or has too many: user={0,number,#} process={1,number,#}",
                            process.user(),
                            process.pid());
                    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
                }
            } else if (now - next.getOrDefault(process.pid(), now) >= END_TIMEOUT.toNanos()) {
                ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        asked = next;
    }

    /// The processes of sessions that an account has too many.
    private List<ProcessTable.Entry> surplus(long now) throws IOException {
        if (asked.isEmpty() && now - counted < COUNT_EVERY.toNanos()) {
            return List.of();
        }
        counted = now;
        var counts = ProcessTable.counts(tenants);
        if (counts.values().stream().allMatch(count -> count <= SESSIONS_PER_ACCOUNT)) {
            return List.of();
        }
        var surplus = new ArrayList<ProcessTable.Entry>();
        ProcessTable.ofUsers(user -> counts.getOrDefault(user, 0) > SESSIONS_PER_ACCOUNT).stream()
                .collect(groupingBy(ProcessTable.Entry::user))
                .values()
                .forEach(ofUser -> surplus.addAll(surplus(ofUser)));
        return surplus;
    }

    /// The processes that belong to the sessions after the oldest ones.
    private static List<ProcessTable.Entry> surplus(List<ProcessTable.Entry> ofUser) {
        var all = ofUser.stream().map(ProcessTable.Entry::pid).collect(toSet());
        var surplus = ofUser.stream()
                .filter(process -> !all.contains(process.parent()))
                .sorted(comparingLong(ProcessTable.Entry::connectedAt).thenComparingLong(ProcessTable.Entry::pid))
                .skip(SESSIONS_PER_ACCOUNT)
                .map(ProcessTable.Entry::pid)
                .collect(toSet());
        return ofUser.stream()
                .filter(process -> surplus.contains(process.pid()) || surplus.contains(process.parent()))
                .toList();
    }
}
