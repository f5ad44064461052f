package io.sluice.engine.batch;

import io.sluice.engine.schema.RecordSchema;
import java.util.Map;
import java.util.Optional;

/// The sources that the records of a batch may name. Immutable and thread-safe; one plan serves any number of
/// batches.
///
/// @param schemas by their batch schema
/// @param hashKey with which sensitive values are hashed, if the account has one
public record BatchPlan(Map<String, RecordSchema> schemas, BatchLimits limits, Optional<HashKey> hashKey) {
    public BatchPlan {
        schemas = Map.copyOf(schemas);
    }
}
