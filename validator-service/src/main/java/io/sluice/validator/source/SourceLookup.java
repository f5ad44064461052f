package io.sluice.validator.source;

/// The result of looking up a source.
public sealed interface SourceLookup {
    /// The source takes files; this is its compiled schema.
    record Found(CompiledSource source) implements SourceLookup {}

    /// The source was never registered, or is retired.
    record Absent() implements SourceLookup {}

    /// The source has a schema that cannot be used.
    ///
    /// @param problem the first problem of the schema
    record Unusable(String sourceName, int schemaVersion, String problem) implements SourceLookup {}
}
