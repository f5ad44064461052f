package io.sluice.validator.job;

import java.io.Serial;

/// The broker did not confirm an event; announcing it again does no harm.
public final class AnnouncementFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public AnnouncementFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
