package io.sluice.schema.outbox;

import io.sluice.contracts.account.AccountFacts;
import java.util.Set;

/// An account with changes that are not published yet.
///
/// @param facts the account as it stands now, after all these changes
/// @param kinds what changed; empty when an instance without kinds made the changes
record ChangedAccount(AccountFacts facts, Set<ChangeKind> kinds) {
    ChangedAccount {
        kinds = Set.copyOf(kinds);
    }
}
