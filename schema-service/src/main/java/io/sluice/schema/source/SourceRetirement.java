package io.sluice.schema.source;

/// How the retirement of a source ends.
enum SourceRetirement {
    /// Now, or by an earlier request.
    RETIRED,
    UNKNOWN_SOURCE,
    UNKNOWN_ACCOUNT
}
