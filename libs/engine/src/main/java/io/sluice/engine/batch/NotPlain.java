package io.sluice.engine.batch;

import java.io.Serial;

/// A line that [PlainLine] does not read. [JsonLine] reads it, or knows why it cannot be read.
final class NotPlain extends UnreadableLine {
    @Serial
    private static final long serialVersionUID = 1L;

    NotPlain() {
        super("it is not plain");
    }
}
