package io.sluice.data.snapshot;

import io.sluice.engine.schema.RecordSchema;
import java.util.Optional;

/// The schemas of sources of kind `entities`, retired ones included.
interface SnapshotSchemas {
    /// A schema and its version.
    record Versioned(int version, RecordSchema schema) {}

    /// The current schema. Blocks on the network.
    ///
    /// @return empty when there is no such source
    /// @throws io.sluice.schemas.SchemaServiceUnavailableException when schema-service does not say
    /// @throws io.sluice.data.table.UnusableSchemaException when this version of the service cannot use it
    Optional<Versioned> find(EntitySource source);
}
