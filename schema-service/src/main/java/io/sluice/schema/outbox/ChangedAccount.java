package io.sluice.schema.outbox;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountState;
import java.util.List;
import java.util.Set;

/// An account with changes that are not published yet.
///
/// @param facts the account as it stands now, after all these changes
/// @param kinds what changed; empty when an instance without kinds made the changes
record ChangedAccount(AccountFacts facts, Set<ChangeKind> kinds) {
    ChangedAccount {
        kinds = Set.copyOf(kinds);
    }

    /// The same account, suspended, without its sources and tokens: no token of it is let in, so none is
    /// missing. Its contacts stay for the mails of the jobs that are at work.
    ChangedAccount closed() {
        return new ChangedAccount(
                new AccountFacts(
                        facts.accountId(),
                        facts.version(),
                        facts.name(),
                        facts.state() == AccountState.ACTIVE ? AccountState.SUSPENDED : facts.state(),
                        facts.contacts(),
                        facts.ipAllowlist(),
                        facts.timeZone(),
                        facts.locale(),
                        facts.pickup(),
                        facts.limits(),
                        facts.retentionDays(),
                        List.of(),
                        Set.of()),
                kinds);
    }
}
