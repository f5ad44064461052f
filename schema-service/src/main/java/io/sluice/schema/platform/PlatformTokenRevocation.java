package io.sluice.schema.platform;

/// How the revocation of a token ends.
enum PlatformTokenRevocation {
    /// Now, or by an earlier request.
    REVOKED,
    UNKNOWN
}
