package io.sluice.data.table;

import java.io.Serial;

/// A table cannot take the schema of a source. A newer version of the service may, or a newer schema.
public final class UnusableSchemaException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UnusableSchemaException(String message) {
        super(message);
    }
}
