package io.sluice.data.batch;

import java.io.Serial;

/// The folder for temporary files cannot be used. The import is tried again.
final class TemporaryFolderException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    TemporaryFolderException(Throwable cause) {
        super(
                "temporary files cannot be kept in the folder sluice.import.spill-directory: " + cause.getMessage(),
                cause);
    }
}
