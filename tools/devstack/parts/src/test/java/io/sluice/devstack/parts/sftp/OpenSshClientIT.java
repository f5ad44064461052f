package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server as OpenSSH's own `sftp` sees it; needs that command, which CI always has.
class OpenSshClientIT {

    @TempDir
    private Path folder;

    private SftpFixture sftp;

    @BeforeEach
    void start() {
        boolean present = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "sftp")));
        assumeTrue(present || "true".equals(System.getenv("CI")), "no sftp command: install openssh-client");
        sftp = new SftpFixture(folder);
    }

    @AfterEach
    void stop() {
        if (sftp != null) {
            sftp.close();
        }
    }

    @Test
    void putsListsRenamesAndRemoves() throws Exception {
        Path local = Files.writeString(folder.resolve("local.csv"), "id\n1\n");

        String answer = sftp(
                "put " + local + " /sources/order/a.csv",
                "rename /sources/order/a.csv /sources/order/b.csv",
                "put " + local + " /sources/order/c.csv",
                "rm /sources/order/c.csv",
                "ls -l /sources/order");

        assertThat(answer).containsPattern("-rw.* 5 .* b\\.csv");
        assertThat(sftp.onDisk("acme", "sources/order/a.csv")).doesNotExist();
        assertThat(Files.readString(sftp.onDisk("acme", "sources/order/b.csv"))).isEqualTo("id\n1\n");
        assertThat(sftp.onDisk("acme", "sources/order/c.csv")).doesNotExist();
    }

    @Test
    void keepsTimesWithPutP() throws Exception {
        Path local = Files.writeString(folder.resolve("local.csv"), "id\n1\n");
        Files.setLastModifiedTime(local, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));

        sftp("put -p " + local + " /sources/order/a.csv");

        assertThat(Files.getLastModifiedTime(sftp.onDisk("acme", "sources/order/a.csv")))
                .isEqualTo(FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
    }

    @Test
    void resumesWithReput() throws Exception {
        Path local = Files.writeString(folder.resolve("local.csv"), "id\n1\n2\n");
        Files.writeString(sftp.onDisk("acme", "sources/order/a.csv"), "id\n1");

        sftp("reput " + local + " /sources/order/a.csv");

        assertThat(Files.readString(sftp.onDisk("acme", "sources/order/a.csv"))).isEqualTo("id\n1\n2\n");
        assertThat(sftp.ledger("close"))
                .singleElement()
                .satisfies(line -> assertThat(line.path("written").asLong()).isEqualTo(3));
    }

    private String sftp(String... commands) throws IOException, InterruptedException {
        Path askpass = folder.resolve("askpass");
        if (!Files.exists(askpass)) {
            Files.writeString(askpass, "#!/bin/sh\necho '" + SftpFixture.PASSWORD + "'\n");
            Files.setPosixFilePermissions(askpass, PosixFilePermissions.fromString("rwx------"));
        }
        Path batch = Files.write(folder.resolve("batch"), List.of(commands));
        ProcessBuilder builder = new ProcessBuilder(
                        "sftp",
                        "-o",
                        "BatchMode=no",
                        "-b",
                        batch.toString(),
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-o",
                        "NumberOfPasswordPrompts=1",
                        "-P",
                        Integer.toString(sftp.server.port()),
                        "acme@127.0.0.1")
                .redirectErrorStream(true);
        builder.environment().put("SSH_ASKPASS", askpass.toString());
        builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
