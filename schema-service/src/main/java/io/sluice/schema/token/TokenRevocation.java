package io.sluice.schema.token;

/// How the revocation of a token ends.
enum TokenRevocation {
    /// Now, or by an earlier request.
    REVOKED,
    UNKNOWN_TOKEN,
    UNKNOWN_ACCOUNT
}
