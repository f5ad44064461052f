package io.sluice.validator.data;

import io.sluice.contracts.account.AccountId;
import io.sluice.engine.batch.HashKey;
import java.util.Optional;

/// The keys with which sensitive values of accounts are hashed.
@FunctionalInterface
public interface HashKeys {
    /// The key of an account, if it has one.
    ///
    /// @throws io.sluice.schemas.SchemaServiceUnavailableException if schema-service gives no usable response
    Optional<HashKey> of(AccountId account);
}
