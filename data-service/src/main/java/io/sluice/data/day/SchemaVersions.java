package io.sluice.data.day;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.data.table.SourceColumns;
import java.util.Optional;

/// The columns of sources under each version of their schemas.
public interface SchemaVersions {
    /// Blocks on the network.
    ///
    /// @return empty when there is no such version
    /// @throws io.sluice.schemas.SchemaServiceUnavailableException when schema-service does not say
    /// @throws io.sluice.data.table.UnusableSchemaException when this version of the service cannot use it
    Optional<SourceColumns> find(AccountId account, SourceType source, int version);
}
