package io.sluice.data.manifest;

import java.io.Serial;

/// The file has none of the bytes that were asked for.
final class UnsatisfiableRangeException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;
}
