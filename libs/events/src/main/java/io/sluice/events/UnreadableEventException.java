package io.sluice.events;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A record on a topic is not the event it should be: a permanent failure.
public final class UnreadableEventException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableEventException(Class<?> type, Exception cause) {
        super(
                "expected a %s but the record cannot be read as one: %s"
                        .formatted(type.getSimpleName(), firstLine(cause.getMessage())),
                cause);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
    }
}
