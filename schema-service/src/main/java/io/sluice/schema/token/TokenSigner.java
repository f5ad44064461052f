package io.sluice.schema.token;

/// Turns a grant into a token.
public interface TokenSigner {
    /// The compact form of the signed JWT.
    String sign(TokenGrant grant);
}
