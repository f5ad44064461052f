package io.sluice.sftpserver.file;

import java.io.IOException;
import java.nio.file.Path;

/// Sets who may read a new file.
@FunctionalInterface
public interface FileAccess {
    void prepare(Path file) throws IOException;
}
