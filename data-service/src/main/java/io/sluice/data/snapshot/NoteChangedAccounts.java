package io.sluice.data.snapshot;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Notes which accounts have changed: a field of a source may have become sensitive, and its snapshot has
/// clear values. The facts do not say which change it was, so the schemas of the account's sources are
/// looked at. All accounts have changed when a process begins; the database knows which of these changes
/// were seen. Thread-safe.
final class NoteChangedAccounts {
    private static final int PORTION = 1_000;

    private final Supplier<Collection<AccountFacts>> accounts;
    private final SnapshotTurns turns;
    private final Map<AccountId, Long> noted = new HashMap<>();
    private Collection<AccountFacts> last = List.of();

    /// @param accounts the same collection until an account changes
    NoteChangedAccounts(Supplier<Collection<AccountFacts>> accounts, SnapshotTurns turns) {
        this.accounts = accounts;
        this.turns = turns;
    }

    /// @throws io.sluice.data.batch.DatabaseUnavailableException when the rest is noted at the next call
    @SuppressWarnings("ReferenceEquality") // it is the same collection until an account changes
    synchronized void run() {
        var all = accounts.get();
        if (all == last) {
            return;
        }
        var changed = new HashMap<AccountId, Long>();
        for (var account : all) {
            if (hasEntities(account) && account.version() > noted.getOrDefault(account.accountId(), 0L)) {
                changed.put(account.accountId(), account.version());
                if (changed.size() == PORTION) {
                    note(changed);
                }
            }
        }
        note(changed);
        last = all;
    }

    private static boolean hasEntities(AccountFacts account) {
        return account.sources().stream().anyMatch(source -> source.kind() == SourceKind.ENTITIES);
    }

    private void note(Map<AccountId, Long> changed) {
        if (!changed.isEmpty()) {
            turns.accountsChanged(changed);
            noted.putAll(changed);
            changed.clear();
        }
    }
}
