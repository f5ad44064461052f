package io.sluice.schema.source;

/// How the search for a source, or for one version of it, ends.
sealed interface SourceLookup {
    record Found(Source source) implements SourceLookup {}

    record UnknownSource() implements SourceLookup {}

    record UnknownAccount() implements SourceLookup {}
}
