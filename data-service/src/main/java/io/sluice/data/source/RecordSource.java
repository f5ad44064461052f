package io.sluice.data.source;

import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceType;
import io.sluice.engine.schema.RecordField;
import io.sluice.engine.schema.RecordSchema;
import java.util.List;

/// A source that takes records.
///
/// @param version of the schema
public record RecordSource(SourceType type, String name, int version, BatchSchema batchSchema, RecordSchema schema) {

    /// The fields that an entity must have, in the schema's order. Those of nested objects are not among
    /// them: an object is sent as a whole and checked as it is read.
    public List<String> requiredFields() {
        return schema.fields().stream()
                .filter(RecordField::required)
                .map(RecordField::name)
                .toList();
    }
}
