package io.sluice.data.difference;

import java.io.Serial;

/// The temporary file of a comparison cannot be kept.
public final class TemporaryFileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    TemporaryFileException(Throwable cause) {
        super(
                "temporary files cannot be kept in the folder sluice.differences.spill-directory: "
                        + cause.getMessage(),
                cause);
    }
}
