package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the watcher remembers of one account.
final class WatchedAccount {
    private final TreeMap<String, WatchedFolder> folders = new TreeMap<>();
    private AccountFacts facts;
    private boolean factsChanged = true;
    private @Nullable Duration lookedAt;

    WatchedAccount(AccountFacts facts) {
        this.facts = facts;
    }

    AccountFacts facts() {
        return facts;
    }

    void facts(AccountFacts fresh) {
        factsChanged |= fresh.version() != facts.version();
        facts = fresh;
    }

    boolean factsChanged() {
        return factsChanged;
    }

    /// Whether something may have changed of which the ledger does not tell.
    boolean needsLook(Duration sweepInterval, Instant now, Duration tick) {
        return factsChanged
                || sweepDue(sweepInterval, tick)
                || folders.values().stream()
                        .anyMatch(folder -> folder.restless()
                                || folder.wakeAt()
                                        .filter(wake -> !now.isBefore(wake))
                                        .isPresent());
    }

    boolean sweepDue(Duration sweepInterval, Duration tick) {
        return lookedAt == null || tick.minus(lookedAt).compareTo(sweepInterval) >= 0;
    }

    void lookedAt(Duration tick) {
        lookedAt = tick;
        factsChanged = false;
    }

    void lookAgain() {
        lookedAt = null;
    }

    WatchedFolder folder(String name) {
        return folders.computeIfAbsent(name, WatchedFolder::new);
    }

    Collection<WatchedFolder> folders() {
        return folders.values();
    }

    /// Folders that were there before and are not among the given names.
    void keepOnly(Collection<String> present) {
        for (var entry : List.copyOf(folders.entrySet())) {
            if (!present.contains(entry.getKey())) {
                entry.getValue().vanished();
            }
        }
    }
}
