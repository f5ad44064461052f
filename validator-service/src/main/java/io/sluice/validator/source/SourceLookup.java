package io.sluice.validator.source;

/// What is known of a source at this moment.
public sealed interface SourceLookup {
    /// It takes files, and this is how they are checked.
    record Found(CompiledSource source) implements SourceLookup {}

    /// It was never registered, or takes no more files.
    record Absent() implements SourceLookup {}

    /// Its schema cannot be used.
    ///
    /// @param problem the first thing wrong with it
    record Unusable(String sourceName, int schemaVersion, String problem) implements SourceLookup {}
}
