package io.sluice.schema.source;

/// How the search for a source, or for one version of it, ends.
sealed interface SourceSearch {
    record Found(Source source) implements SourceSearch {}

    record UnknownSource() implements SourceSearch {}

    record UnknownAccount() implements SourceSearch {}
}
