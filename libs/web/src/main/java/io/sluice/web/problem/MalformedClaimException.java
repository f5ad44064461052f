package io.sluice.web.problem;

import java.io.Serial;

/// A signed token has a claim of the wrong type, or lacks one.
public final class MalformedClaimException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /// @param claim its name
    public MalformedClaimException(String claim, String found, String expected) {
        super("The claim %s of the token is %s, expected %s.".formatted(claim, found, expected));
    }
}
