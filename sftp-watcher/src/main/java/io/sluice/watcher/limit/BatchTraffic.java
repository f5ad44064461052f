package io.sluice.watcher.limit;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.BatchTrafficMeasured;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// What accounts sent as batches in their days. It counts towards the same limit as their uploads over SFTP.
///
/// batch-service keeps it and publishes it on a compacted topic, so nothing of it is lost when this process
/// starts again: the topic is read from its beginning. Thread-safe.
public final class BatchTraffic {
    private final ConcurrentMap<AccountId, BatchTrafficMeasured> measured = new ConcurrentHashMap<>();
    private volatile boolean known;

    /// Whether the topic was read to its end. Before, bytes may be missing.
    public boolean isKnown() {
        return known;
    }

    /// The bytes of the account's day so far; a day that has ended counts nothing.
    public long today(AccountId account, Instant now) {
        return Optional.ofNullable(measured.get(account))
                .filter(traffic -> now.isBefore(traffic.resetsAt()))
                .map(BatchTrafficMeasured::takenBytes)
                .orElse(0L);
    }

    public void isRead() {
        known = true;
    }

    /// Keeps the newest measurement of an account, in whatever order they come: the one with the higher
    /// version. It may be of an earlier day, after a clock that was ahead. The versions begin anew when
    /// batch-service lost its database, so one of a later day is newer, too.
    public void put(BatchTrafficMeasured traffic) {
        measured.merge(traffic.accountId(), traffic, (old, fresh) -> isNewer(fresh, old) ? fresh : old);
    }

    private static boolean isNewer(BatchTrafficMeasured fresh, BatchTrafficMeasured old) {
        return fresh.version() >= old.version() || fresh.resetsAt().isAfter(old.resetsAt());
    }

    public void remove(AccountId account) {
        measured.remove(account);
    }
}
