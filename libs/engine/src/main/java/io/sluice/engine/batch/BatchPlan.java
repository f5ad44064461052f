package io.sluice.engine.batch;

import io.sluice.engine.schema.RecordSchema;
import java.util.Map;

/// The sources that the records of a batch may name. Immutable and thread-safe; one plan serves any number of
/// batches.
///
/// @param schemas by their batch schema
public record BatchPlan(Map<String, RecordSchema> schemas, BatchLimits limits) {
    public BatchPlan {
        schemas = Map.copyOf(schemas);
    }
}
