package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Programs that tenants upload with, run as they run them. What they need of files lies in one folder.
record ClientProgram(Path folder, Tenant tenant) {
    private static final int LIMIT_SECONDS = 120;

    /// How a program ended and what it said.
    record Ended(int status, String output) {
        String expectSuccess() {
            assertThat(status).as(output).isZero();
            return output;
        }
    }

    /// OpenSSH's `sftp` with a batch of commands.
    Ended sftp(String batch) {
        return sftp(tenant.stack.sftpPort(), batch);
    }

    Ended sftp(int port, String batch) {
        var commands = write("batch", batch);
        return run(
                "sftp",
                // Before -b, which would forbid to ask for the password.
                "-o",
                "BatchMode=no",
                "-b",
                commands.toString(),
                "-P",
                Integer.toString(port),
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "PreferredAuthentications=password",
                tenant.accountId + "@" + tenant.stack.sftpHost());
    }

    /// `lftp` with a script.
    Ended lftp(String script) {
        var connect = "ssh -a -x -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null";
        return run("lftp", "-c", """
                set cmd:fail-exit yes
                set net:max-retries 2
                set sftp:connect-program "%s"
                open -u %s,%s -p %d sftp://%s
                %s
                """.formatted(
                connect, tenant.accountId, tenant.password, tenant.stack.sftpPort(), tenant.stack.sftpHost(), script));
    }

    /// `rclone` with its remote called `sluice:`.
    Ended rclone(String... words) {
        var obscured = run("rclone", "obscure", tenant.password).expectSuccess().strip();
        var config = write(
                "rclone.conf",
                "[sluice]\ntype = sftp\nhost = %s\nport = %d\nuser = %s\npass = %s\n"
                        .formatted(tenant.stack.sftpHost(), tenant.stack.sftpPort(), tenant.accountId, obscured));
        return run(Stream.concat(Stream.of("rclone", "--config", config.toString(), "-v"), Stream.of(words))
                .toArray(String[]::new));
    }

    /// `curl` that uploads one file.
    Ended curl(Path file, String to) {
        var config = write(
                "curlrc",
                "user = \"%s:%s\"\ninsecure\nsilent\nshow-error\n".formatted(tenant.accountId, tenant.password));
        return run(
                "curl",
                "--config",
                config.toString(),
                "--upload-file",
                file.toString(),
                "sftp://%s:%d%s".formatted(tenant.stack.sftpHost(), tenant.stack.sftpPort(), to));
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private Ended run(String... words) {
        requirePresent(words[0]);
        var askPass = write("askpass.sh", "#!/bin/sh\necho '" + tenant.password + "'\n");
        assertThat(askPass.toFile().setExecutable(true)).isTrue();
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().put("SSH_ASKPASS", askPass.toString());
        builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
        builder.environment().put("HOME", folder.toString());
        try {
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as(words[0])
                    .isTrue();
            return new Ended(process.exitValue(), output);
        } catch (IOException cause) {
            throw new UncheckedIOException(words[0] + " cannot be run", cause);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + words[0] + " ran", stop);
        }
    }

    /// `./sluice test` installs the programs where it may; only elsewhere the tests that need one are left
    /// out.
    private static void requirePresent(String program) {
        var present = List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        if (!present && System.getenv("CI") != null) {
            throw new IllegalStateException(program + " is missing, and CI must not leave out the tests that need it");
        }
        Assumptions.assumeTrue(present, () -> program + " is not installed");
    }
}
