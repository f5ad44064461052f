package io.sluice.validator.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;

/// Whether a source is registered according to the account facts in memory: a second opinion besides
/// schema-service.
@FunctionalInterface
public interface SourceRegistry {
    Registration registration(AccountId account, SourceType source);

    /// Whether a source takes files.
    enum Registration {
        ACTIVE,
        /// The source is retired, or takes records of batches.
        WITHOUT_FILES,
        /// The account facts do not contain the source, or have not arrived yet.
        UNKNOWN
    }
}
