package io.sluice.endtoend;

import io.sluice.devstack.stack.SftpServer;
import io.sluice.devstack.stack.Stack;
import io.sluice.devstack.stack.StackOptions;
import io.sluice.rules.disk.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A stack of its own whose volume is soon full. Needs root on Linux.
final class SmallStack implements AutoCloseable {
    private static final SftpServer SERVER =
            SftpServer.valueOf(System.getProperty("sluice.sftp-server", SftpServer.EMBEDDED.name()));

    private final Path folder;
    private final SmallDisk disk;
    private final Stack stack;

    /// @param mebibytes of the volume
    SmallStack(int mebibytes) throws IOException {
        folder = Files.createTempDirectory("sluice-small-");
        disk = SmallDisk.on(Files.createDirectory(folder.resolve("volume")), mebibytes);
        stack = Stack.of(StackOptions.continuous().with(SERVER).keptIn(folder)).start(part -> {});
    }

    Stack stack() {
        return stack;
    }

    SmallDisk disk() {
        return disk;
    }

    @Override
    public void close() throws IOException {
        stack.close();
        disk.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
