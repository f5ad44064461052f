package io.sluice.devstack.parts.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Folders for data that ends with this JVM.
public final class Folders {

    private Folders() {}

    /// A new folder that is removed once this JVM is gone.
    public static Path temporary(String purpose) {
        try {
            Path folder = Files.createTempDirectory("sluice-" + purpose + "-");
            ProcessGuard.instance().removeAtEnd(folder);
            return folder;
        } catch (IOException cause) {
            throw new UncheckedIOException("no temporary folder for " + purpose, cause);
        }
    }
}
