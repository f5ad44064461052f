package io.sluice.validator.data;

import java.io.Serial;

/// data-service refuses the swap of one day, e.g. because it does not know the schema version yet, or fails
/// at it unexpectedly. It may take others.
public final class DaySwapRefusedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public DaySwapRefusedException(String message) {
        super(message);
    }
}
