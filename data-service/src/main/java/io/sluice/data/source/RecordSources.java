package io.sluice.data.source;

import io.sluice.contracts.account.AccountId;
import java.util.Optional;

/// Looks up the sources of an account that take records.
public interface RecordSources {
    /// The sources as schema-service knows them now; empty when it knows no such account.
    ///
    /// The account facts in memory do not do: they may be older than the batch, and a record of a source that
    /// was just made would be refused for good.
    ///
    /// @throws io.sluice.schemas.SchemaServiceUnavailableException if schema-service gives no usable response
    Optional<AccountSources> of(AccountId account);
}
