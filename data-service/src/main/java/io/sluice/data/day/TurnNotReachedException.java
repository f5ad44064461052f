package io.sluice.data.day;

import java.io.Serial;

/// Other requests to the same table, or to all tables, take too long: a transient failure.
public final class TurnNotReachedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    TurnNotReachedException(String message) {
        super(message);
    }
}
