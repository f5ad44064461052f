package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import io.sluice.devstack.stack.Stack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The programs that tenants really use, each with its own habits: every upload ends in one job that read all
/// of it.
@ExtendWith(SharedStack.class)
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class ClientsIT {
    private static final String DATE = "20240101";
    private static final String NAME = DATE + "_member.csv";
    private static final String UPLOAD = "/sources/member/" + NAME;
    private static final int ROWS = 50_000;

    @TempDir
    private Path folder;

    @Test
    void opensshPut(Stack stack) throws IOException {
        var tenant = Tenant.with(stack, "member");

        new ClientProgram(folder, tenant)
                .sftp("put " + members(ROWS) + " /sources/member/\nls -l /sources/member\n")
                .expectSuccess();

        assertTakenWhole(tenant, ROWS);
    }

    @Test
    void opensshPutThatKeepsAnOldTime(Stack stack) throws IOException {
        var tenant = Tenant.with(stack, "member");
        var file = members(ROWS);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));

        new ClientProgram(folder, tenant)
                .sftp("put -p " + file + " /sources/member/\n")
                .expectSuccess();

        assertTakenWhole(tenant, ROWS);
    }

    @Test
    void opensshRenameOntoExistingName(Stack stack) throws IOException {
        var tenant = Tenant.with(stack, "member");
        var first = members(10, "first");
        var second = members(ROWS, "second");

        new ClientProgram(folder, tenant)
                .sftp("put %s %s\nput %s /sources/member/.%s.filepart\nrename /sources/member/.%s.filepart %s\n"
                        .formatted(first, UPLOAD, second, NAME, NAME, UPLOAD))
                .expectSuccess();

        var job = tenant.awaitJob(
                "member",
                DATE,
                latest -> latest.path("rows").asInt() == ROWS
                        && hasEnded(latest.path("status").asText()));
        assertThat(job.path("status").asText()).isEqualTo("success");
        // The first may have been taken before the second came; neither was read half.
        assertThat(tenant.jobs("member"))
                .allSatisfy(any -> assertThat(any.path("status").asText()).isEqualTo("success"));
    }

    @Test
    void lftpMirror(Stack stack) throws IOException {
        var tenant = Tenant.with(stack, "member");
        var local = Files.createDirectories(folder.resolve("mirror"));
        for (int day = 1; day <= 3; day++) {
            Files.writeString(local.resolve("2024010%d_member.csv".formatted(day)), content(1_000 * day));
        }

        new ClientProgram(folder, tenant)
                .lftp("mirror --reverse --parallel=2 " + local + " /sources/member")
                .expectSuccess();

        for (int day = 1; day <= 3; day++) {
            var job = tenant.awaitEnd("member", "2024010" + day);
            assertThat(job.path("status").asText()).isEqualTo("success");
            assertThat(job.path("rows").asInt()).isEqualTo(1_000 * day);
        }
        assertThat(tenant.jobs("member")).hasSize(3);
    }

    @Test
    void lftpPutUnderTemporaryName(Stack stack) throws IOException {
        var tenant = Tenant.with(stack, "member");

        new ClientProgram(folder, tenant)
                .lftp("set xfer:use-temp-file yes\nput -O /sources/member " + members(ROWS))
                .expectSuccess();

        assertTakenWhole(tenant, ROWS);
    }

    @Test
    void rcloneCopy(Stack stack) throws IOException {
        var tenant = Tenant.with(stack, "member");

        new ClientProgram(folder, tenant)
                .rclone("copy", members(ROWS).toString(), "sluice:/sources/member")
                .expectSuccess();

        assertTakenWhole(tenant, ROWS);
    }

    @Test
    void curlUpload(Stack stack) throws IOException {
        var tenant = Tenant.with(stack, "member");

        new ClientProgram(folder, tenant).curl(members(ROWS), UPLOAD).expectSuccess();

        assertTakenWhole(tenant, ROWS);
    }

    @Test
    void jschPutUnderTemporaryNameThenRename(Stack stack) throws Exception {
        var tenant = Tenant.with(stack, "member");

        withJsch(tenant, channel -> {
            channel.put(stream(content(ROWS)), UPLOAD + ".part");
            channel.rename(UPLOAD + ".part", UPLOAD);
        });

        assertTakenWhole(tenant, ROWS);
    }

    @Test
    void jschThatLooksAndSetsTimesAfterItsUpload(Stack stack) throws Exception {
        var tenant = Tenant.with(stack, "member");

        withJsch(tenant, channel -> {
            channel.put(stream(content(ROWS)), UPLOAD);
            assertThat(channel.stat(UPLOAD).getSize()).isEqualTo(content(ROWS).length());
            channel.setMtime(UPLOAD, 1_000_000_000);
            assertThat(channel.stat(UPLOAD).getMTime()).isEqualTo(1_000_000_000);
        });

        assertTakenWhole(tenant, ROWS);
    }

    @Test
    void minaClientWrite(Stack stack) throws IOException {
        var tenant = Tenant.with(stack, "member");

        try (var client = SshClient.setUpDefaultClient()) {
            client.start();
            try (var session = client.connect(tenant.accountId, stack.sftpHost(), stack.sftpPort())
                    .verify(Duration.ofSeconds(20))
                    .getSession()) {
                session.addPasswordIdentity(tenant.password);
                session.auth().verify(Duration.ofSeconds(20));
                try (var sftp = SftpClientFactory.instance().createSftpClient(session);
                        var out = sftp.write(
                                UPLOAD,
                                SftpClient.OpenMode.Create,
                                SftpClient.OpenMode.Write,
                                SftpClient.OpenMode.Truncate)) {
                    out.write(content(ROWS).getBytes(StandardCharsets.UTF_8));
                }
            }
        }

        assertTakenWhole(tenant, ROWS);
    }

    private static void assertTakenWhole(Tenant tenant, int rows) {
        var job = tenant.awaitEnd("member", DATE);
        assertThat(job.path("status").asText()).as(job.toString()).isEqualTo("success");
        assertThat(job.path("rows").asInt()).isEqualTo(rows);
        assertThat(tenant.jobs("member")).hasSize(1);
        assertThat(tenant.list("/processed/member")).containsExactly(NAME);
        assertThat(tenant.list("/sources/member")).isEmpty();
    }

    private static boolean hasEnded(String status) {
        return status.equals("success") || status.equals("failed");
    }

    private Path members(int rows) throws IOException {
        return Files.writeString(folder.resolve(NAME), content(rows));
    }

    private Path members(int rows, String name) throws IOException {
        return Files.writeString(folder.resolve(name), content(rows));
    }

    static String content(int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj("%d,Anna,1990-01-31,Main Street 5,\n"::formatted)
                .collect(Collectors.joining("", "id,name,birthdate,address,phone\n", ""));
    }

    private static ByteArrayInputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private static void withJsch(Tenant tenant, Deed deed) throws Exception {
        var session = new JSch().getSession(tenant.accountId, tenant.stack.sftpHost(), tenant.stack.sftpPort());
        session.setPassword(tenant.password);
        session.setConfig("StrictHostKeyChecking", "no");
        session.connect(20_000);
        try {
            var channel = (com.jcraft.jsch.ChannelSftp) session.openChannel("sftp");
            channel.connect(20_000);
            deed.with(channel);
        } finally {
            session.disconnect();
        }
    }

    /// What a program does in its session.
    @FunctionalInterface
    private interface Deed {
        void with(com.jcraft.jsch.ChannelSftp channel) throws Exception;
    }
}
