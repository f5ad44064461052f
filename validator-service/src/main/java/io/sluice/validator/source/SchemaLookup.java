package io.sluice.validator.source;

/// The result of looking up a source.
public sealed interface SchemaLookup {
    /// The source takes files; this is its compiled schema.
    record Found(CompiledSource source) implements SchemaLookup {}

    /// The source was never registered, or is retired.
    record Absent() implements SchemaLookup {}

    /// The source takes records of batches and no files.
    record TakesRecords(String sourceName, int schemaVersion) implements SchemaLookup {}

    /// The source has a schema that cannot be used.
    ///
    /// @param problem the first problem of the schema
    record Unusable(String sourceName, int schemaVersion, String problem) implements SchemaLookup {}
}
