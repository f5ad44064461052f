package io.sluice.schema.platform;

/// Turns a grant into a token.
public interface PlatformTokenSigner {
    /// The compact form of the signed JWT.
    String sign(PlatformGrant grant);
}
