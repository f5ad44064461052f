package io.sluice.schema.token;

/// How the storage of a new token ends.
enum TokenStorage {
    STORED,
    UNKNOWN_ACCOUNT,
    /// The account has as many tokens in force as it may have.
    TOO_MANY_IN_FORCE,
    /// As many tokens as are kept have not expired, revoked ones included.
    TOO_MANY_KEPT
}
