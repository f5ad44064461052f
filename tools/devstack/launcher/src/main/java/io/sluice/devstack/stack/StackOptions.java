package io.sluice.devstack.stack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a caller may choose.
///
/// @param pickup `continuous` or "<cron> <zone>"
/// @param sftp the SFTP server
/// @param portBase the first of the ports; without it the first free range
/// @param dataDir kept; without it a temporary folder that goes with the stack
/// @param settings of all services, above what the stack itself sets
public record StackOptions(
        String pickup,
        SftpServer sftp,
        Optional<Integer> portBase,
        Optional<Path> dataDir,
        Map<String, String> settings) {
    public StackOptions {
        settings = Map.copyOf(settings);
    }

    /// Files are taken as soon as they are complete, nothing is kept.
    public static StackOptions continuous() {
        return new StackOptions("continuous", SftpServer.EMBEDDED, Optional.empty(), Optional.empty(), Map.of());
    }

    /// The same with a folder that is kept.
    public StackOptions keptIn(Path folder) {
        return new StackOptions(pickup, sftp, portBase, Optional.of(folder), settings);
    }

    /// The same with another SFTP server.
    public StackOptions with(SftpServer server) {
        return new StackOptions(pickup, server, portBase, dataDir, settings);
    }

    /// The same with one more setting of the services.
    public StackOptions with(String key, String value) {
        var more = new HashMap<>(settings);
        more.put(key, value);
        return new StackOptions(pickup, sftp, portBase, dataDir, more);
    }
}
