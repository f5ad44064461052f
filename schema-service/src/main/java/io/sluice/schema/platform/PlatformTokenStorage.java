package io.sluice.schema.platform;

/// How the storage of a new token ends.
enum PlatformTokenStorage {
    STORED,
    /// As many tokens are in force as may be.
    TOO_MANY_IN_FORCE,
    /// As many tokens as are kept have not expired, revoked ones included.
    TOO_MANY_KEPT
}
