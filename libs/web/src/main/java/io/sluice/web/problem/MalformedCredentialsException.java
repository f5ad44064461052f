package io.sluice.web.problem;

import java.io.Serial;

/// Credentials that are not of the form of their scheme. The message is the detail of the answer (401).
public final class MalformedCredentialsException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public MalformedCredentialsException(String detail) {
        super(detail);
    }
}
