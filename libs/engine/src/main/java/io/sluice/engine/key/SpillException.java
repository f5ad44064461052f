package io.sluice.engine.key;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/// The values of a run did not fit into its memory, and the temporary file for them failed. The file that was
/// checked has no verdict; the same check may succeed later.
public final class SpillException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    SpillException(String action, Path directory, IOException cause) {
        super(
                "values of unique fields cannot be %s a temporary file in %s: %s".formatted(action, directory, cause),
                cause);
    }
}
