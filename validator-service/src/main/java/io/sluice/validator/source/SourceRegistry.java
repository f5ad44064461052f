package io.sluice.validator.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;

/// What the account facts in memory say of a source: a second witness beside schema-service.
@FunctionalInterface
public interface SourceRegistry {
    State state(AccountId account, SourceType source);

    /// Whether a source takes files.
    enum State {
        ACTIVE,
        RETIRED,
        /// Nothing is known, perhaps not yet.
        UNKNOWN
    }
}
