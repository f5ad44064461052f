package io.sluice.benchmarks.latency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The client of OpenSSH, which reads a file of the tenant to nowhere.
final class OpenSshGet {
    private final RunningStack stack;
    private final Path folder;

    /// @param folder for its files
    OpenSshGet(RunningStack stack, Path folder) throws IOException {
        this.stack = stack;
        this.folder = folder;
        var password = Files.writeString(
                folder.resolve("password"), "#!/bin/sh\necho '%s'\n".formatted(stack.get("SLUICE_ACCOUNT_PASSWORD")));
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rwx------"));
    }

    /// Seconds from its start to its end, the log-in included.
    double seconds(String path) throws IOException, InterruptedException {
        var batch = Files.write(folder.resolve("batch"), List.of("get %s /dev/null".formatted(path)));
        var builder = new ProcessBuilder(
                        "sftp",
                        "-q",
                        "-o",
                        "BatchMode=no",
                        "-b",
                        batch.toString(),
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-P",
                        stack.get("SLUICE_SFTP_PORT"),
                        "%s@%s".formatted(stack.account(), stack.get("SLUICE_SFTP_HOST")))
                .redirectErrorStream(true);
        builder.environment().put("SSH_ASKPASS", folder.resolve("password").toString());
        builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
        var begun = System.nanoTime();
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("sftp get of %s failed: %s".formatted(path, said));
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
