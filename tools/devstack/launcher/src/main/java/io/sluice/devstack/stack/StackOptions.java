package io.sluice.devstack.stack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The choices of a caller.
///
/// @param pickup `continuous` or "<cron> <zone>"
/// @param sftp the SFTP server
/// @param portBase the first of the ports; without it the first free range
/// @param dataDir kept; without it a temporary folder that the stack removes
/// @param without the services that somebody else runs, in an IDE for instance
/// @param existing parts that run already
/// @param settings of all services; they override those of the stack
public record StackOptions(
        String pickup,
        SftpServer sftp,
        Optional<Integer> portBase,
        Optional<Path> dataDir,
        Set<Part> without,
        ExistingParts existing,
        Map<String, String> settings) {
    /// Copies both collections.
    public StackOptions {
        without = Set.copyOf(without);
        settings = Map.copyOf(settings);
    }

    /// Takes files as soon as they are complete, keeps nothing.
    public static StackOptions continuous() {
        return new StackOptions(
                "continuous",
                SftpServer.EMBEDDED,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                ExistingParts.none(),
                Map.of());
    }

    /// The same with a folder that is kept.
    public StackOptions keptIn(Path folder) {
        return new StackOptions(pickup, sftp, portBase, Optional.of(folder), without, existing, settings);
    }

    /// The same with another SFTP server.
    public StackOptions with(SftpServer server) {
        return new StackOptions(pickup, server, portBase, dataDir, without, existing, settings);
    }

    /// The same with parts that run already.
    public StackOptions with(ExistingParts parts) {
        return new StackOptions(pickup, sftp, portBase, dataDir, without, parts, settings);
    }

    /// The same with one more setting of the services.
    public StackOptions with(String key, String value) {
        var more = new HashMap<>(settings);
        more.put(key, value);
        return new StackOptions(pickup, sftp, portBase, dataDir, without, existing, more);
    }
}
