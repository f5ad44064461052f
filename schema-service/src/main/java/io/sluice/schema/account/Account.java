package io.sluice.schema.account;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import java.time.Instant;

/// One tenant as it stands now; its secrets are elsewhere.
public record Account(
        AccountId accountId,
        AccountState state,
        AccountSettings settings,
        Instant createdAt,
        long createdBy,
        Instant updatedAt,
        long updatedBy) {

    Account with(AccountSettings others) {
        return new Account(accountId, state, others, createdAt, createdBy, updatedAt, updatedBy);
    }

    Account with(AccountState other) {
        return new Account(accountId, other, settings, createdAt, createdBy, updatedAt, updatedBy);
    }

    Account changed(Instant at, long by) {
        return new Account(accountId, state, settings, createdAt, createdBy, at, by);
    }
}
