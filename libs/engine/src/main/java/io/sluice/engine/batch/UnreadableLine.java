package io.sluice.engine.batch;

import java.io.Serial;

/// A line that is no JSON object, or breaks a limit. The message says why, and shows nothing of the line but
/// names that the schema has.
sealed class UnreadableLine extends Exception permits NotPlain {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    /// Without a stack trace: a file may have millions of such lines.
    UnreadableLine(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
