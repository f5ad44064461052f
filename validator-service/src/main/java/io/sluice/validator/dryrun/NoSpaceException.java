package io.sluice.validator.dryrun;

import java.io.IOException;
import java.io.Serial;

/// The disk has no room for a body, or the bodies of all dry runs have taken their share of it.
final class NoSpaceException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    NoSpaceException() {
        super("the bodies of dry runs have taken their share of the disk");
    }
}
