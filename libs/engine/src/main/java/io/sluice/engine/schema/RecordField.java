package io.sluice.engine.schema;

/// A field of a record.
///
/// @param name its key
/// @param required whether the field must be there and must not be null
public record RecordField(String name, boolean required, RecordValue value) {}
