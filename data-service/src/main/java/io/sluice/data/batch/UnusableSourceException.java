package io.sluice.data.batch;

import io.sluice.data.source.UnusableSource;
import java.io.Serial;

/// A record names a source that only another version can use.
final class UnusableSourceException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnusableSourceException(UnusableSource source) {
        super("the schema of source %s cannot be used here: %s".formatted(source.type(), source.problem()));
    }
}
