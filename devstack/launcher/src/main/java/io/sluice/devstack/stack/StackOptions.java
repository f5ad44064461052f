package io.sluice.devstack.stack;

import java.nio.file.Path;
import java.util.Optional;

/// What a caller may choose.
///
/// @param pickup `continuous` or "<cron> <zone>"
/// @param sftp the SFTP server
/// @param portBase the first of the ports; without it a fixed range, or free ports when that is taken
/// @param dataDir kept; without it a temporary folder that goes with the stack
public record StackOptions(String pickup, SftpServer sftp, Optional<Integer> portBase, Optional<Path> dataDir) {

    /// Files are taken as soon as they are complete, nothing is kept.
    public static StackOptions continuous() {
        return new StackOptions("continuous", SftpServer.EMBEDDED, Optional.empty(), Optional.empty());
    }

    /// The same with a folder that is kept.
    public StackOptions keptIn(Path folder) {
        return new StackOptions(pickup, sftp, portBase, Optional.of(folder));
    }

    /// The same with another SFTP server.
    public StackOptions with(SftpServer server) {
        return new StackOptions(pickup, server, portBase, dataDir);
    }
}
