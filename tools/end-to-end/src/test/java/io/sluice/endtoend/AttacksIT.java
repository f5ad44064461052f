package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import io.sluice.devstack.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// What a tenant may try against the life of a file. What sshd itself refuses (commands, shells, forwarding,
/// links, foreign folders, foreign addresses) is tried in the module sftp-agent.
@ExtendWith(SharedStack.class)
@Tag("openssh-only")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class AttacksIT {
    private static final String DATE = "20240101";
    private static final String NAME = DATE + "_member.csv";
    private static final String UPLOAD = "/sources/member/" + NAME;
    private static final String HEADER = "id,name,birthdate,address,phone\n";

    private final Stack stack;
    private Tenant tenant;
    private Session session;
    private ChannelSftp sftp;

    AttacksIT(Stack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void logIn() throws Exception {
        tenant = Tenant.with(stack, "member");
        session = new JSch().getSession(tenant.accountId, stack.sftpHost(), stack.sftpPort());
        session.setPassword(tenant.password);
        session.setConfig("StrictHostKeyChecking", "no");
        session.connect(20_000);
        sftp = (ChannelSftp) session.openChannel("sftp");
        sftp.connect(20_000);
    }

    @AfterEach
    void logOut() {
        session.disconnect();
    }

    @Test
    void handleKeptOpenHoldsTheFileBackUntilAllIsWritten() throws Exception {
        try (var handle = sftp.put(UPLOAD)) {
            handle.write(bytes(HEADER + "1,a,,,\n"));
            handle.flush();
            awaitWaiting("Upload still open");
            staysWaiting("Upload still open");
            handle.write(bytes("2,b,,,\n"));
        }

        assertOneJobOf(2);
    }

    @Test
    void handleKeptOpenOverRenameHoldsTheFileBack() throws Exception {
        try (var handle = sftp.put("/sources/member/.hidden")) {
            handle.write(bytes(HEADER + "1,a,,,\n"));
            handle.flush();
            try (var other = tenant.login()) {
                assertThat(other.list("/sources/member")).isNotEmpty();
            }
            renameWithOtherSession("/sources/member/.hidden", UPLOAD);
            awaitWaiting("Upload still open");
            staysWaiting("Upload still open");
            handle.write(bytes("2,b,,,\n"));
        }

        assertOneJobOf(2);
    }

    @Test
    void releasedFileCannotBeChangedByItsPreviousOwner() throws Exception {
        tenant.upload("member", NAME, HEADER + "x,a,,,\n");
        tenant.awaitEnd("member", DATE);
        var released = "/invalid/member/" + NAME;
        var report = released + ".errors.csv";
        var before = List.of(tenant.read(released), tenant.read(report));

        for (var path : List.of(released, report)) {
            assertRefused(() -> sftp.chmod(0666, path), path);
            assertRefused(() -> sftp.put(path, ChannelSftp.APPEND).close(), path);
            assertRefused(() -> sftp.put(path, ChannelSftp.OVERWRITE).close(), path);
            assertRefused(() -> sftp.setMtime(path, 1_000_000_000), path);
            assertRefused(() -> sftp.rename(path, UPLOAD), path);
            assertRefused(() -> sftp.rm(path), path);
            assertRefused(() -> sftp.symlink(path, UPLOAD), path);
            assertRefused(() -> sftp.hardlink(path, UPLOAD), path);
        }

        assertThat(List.of(tenant.read(released), tenant.read(report))).isEqualTo(before);
        assertThat(tenant.list("/sources/member")).isEmpty();
    }

    @Test
    void manyWrongPasswordsKeepNobodyOut() throws Exception {
        try (var guessers = Executors.newFixedThreadPool(5)) {
            var guesses = IntStream.range(0, 40)
                    .mapToObj(attempt -> guessers.submit(() -> {
                        guess("guess-" + attempt);
                        return attempt;
                    }))
                    .toList();
            for (var guess : guesses) {
                guess.get();
            }
        }

        tenant.upload("member", NAME, HEADER + "1,a,,,\n");

        assertOneJobOf(1);
    }

    private void guess(String password) throws JSchException {
        var guess = new JSch().getSession(tenant.accountId, stack.sftpHost(), stack.sftpPort());
        guess.setPassword(password);
        guess.setConfig("StrictHostKeyChecking", "no");
        guess.setConfig("PreferredAuthentications", "password");
        guess.setConfig("NumberOfPasswordPrompts", "1");
        assertThatThrownBy(() -> guess.connect(60_000)).hasMessageContaining("Auth");
    }

    private void renameWithOtherSession(String from, String to) throws Exception {
        var other = (ChannelSftp) session.openChannel("sftp");
        other.connect(20_000);
        other.rename(from, to);
        other.disconnect();
    }

    private void awaitWaiting(String reason) {
        var job = tenant.awaitJob(
                "member", DATE, waiting -> waiting.path("reason").asText().equals(reason));
        assertThat(job.path("status").asText()).isEqualTo("waiting");
    }

    private void staysWaiting(String reason) {
        await().during(Duration.ofSeconds(6))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(tenant.job("member", DATE)
                                .expect(200)
                                .json()
                                .path("reason")
                                .asText())
                        .isEqualTo(reason));
    }

    private void assertOneJobOf(int rows) {
        var job = tenant.awaitEnd("member", DATE);
        assertThat(job.path("status").asText()).as(job.toString()).isEqualTo("success");
        assertThat(job.path("rows").asInt()).isEqualTo(rows);
        assertThat(tenant.jobs("member")).hasSize(1);
    }

    private static void assertRefused(ThrowingCallable attempt, String what) {
        assertThatThrownBy(attempt).as(what).isInstanceOfAny(SftpException.class, java.io.IOException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
