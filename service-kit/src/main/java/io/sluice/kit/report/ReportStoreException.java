package io.sluice.kit.report;

import java.io.Serial;

/// The object store did not do what it was asked; trying again later may help.
public final class ReportStoreException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ReportStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
