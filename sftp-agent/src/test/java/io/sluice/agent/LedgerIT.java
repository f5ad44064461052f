package io.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@AgainstOpenSsh
class LedgerIT {
    private static final String FILE = "/sources/order/20200125_order.csv";

    @AutoClose
    private final LocalPod pod = LocalPod.start();

    @Test
    void recordsUploadRenameAndRemoval() throws Exception {
        pod.put(ListedAccount.of("put-1"));
        try (var client = pod.login("put-1")) {
            client.put("sources/order/./upload.tmp", "id\n1\n");
            client.sftp().rename("/sources/order/upload.tmp", FILE);
            client.get(FILE);
            client.sftp().rm(FILE);
        }

        assertThat(pod.awaitEvents("put-1", events -> events.contains("session-end")))
                .containsExactly(
                        "open /sources/order/upload.tmp",
                        "close /sources/order/upload.tmp 5",
                        "rename /sources/order/upload.tmp " + FILE,
                        "remove " + FILE,
                        "session-end");
        assertThat(pod.ledger("put-1"))
                .allSatisfy(line -> {
                    assertThat(line.path("server").asText()).hasSize(36);
                    assertThat(line.path("session").asText()).isNotEmpty();
                    assertThat(line.path("at").asText())
                            .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");
                })
                .first()
                .satisfies(line -> assertThat(line.path("write").asBoolean()).isTrue());
    }

    @Test
    void recordsRenameByAnotherChannelOfTheConnection() throws Exception {
        pod.put(ListedAccount.of("channels-1"));
        try (var tenant = pod.login("channels-1");
                var handle = tenant.open("/sources/order/.hidden")) {
            handle.write("id\n".getBytes(StandardCharsets.UTF_8));
            handle.flush();
            var other = (ChannelSftp) tenant.session().openChannel("sftp");
            other.connect(10_000);
            other.rename("/sources/order/.hidden", "/sources/order/20200125_order.csv");
            other.disconnect();

            var events = pod.awaitEvents(
                    "channels-1",
                    lines -> lines.contains("rename /sources/order/.hidden /sources/order/20200125_order.csv"));

            assertThat(events).contains("open /sources/order/.hidden");
        }
    }

    @Test
    void recordsCutConnectionAndResumedUpload() throws Exception {
        pod.put(ListedAccount.of("cut-1"));
        var client = pod.login("cut-1");
        var upload = client.open(FILE);
        upload.write("id\n".getBytes(StandardCharsets.UTF_8));
        upload.flush();
        await().until(() -> Files.exists(pod.at("cut-1", "sources/order/20200125_order.csv"))
                && Files.size(pod.at("cut-1", "sources/order/20200125_order.csv")) == 3);

        client.cut();
        pod.awaitEvents("cut-1", events -> events.contains("session-end"));
        try (var again = pod.login("cut-1")) {
            again.resume(FILE, "id\n1\n");
        }

        assertThat(pod.awaitEvents(
                        "cut-1",
                        events -> events.stream().filter("session-end"::equals).count() == 2))
                .containsExactly(
                        "open " + FILE,
                        "forced-close " + FILE + " 3",
                        "session-end",
                        "open " + FILE,
                        "close " + FILE + " 2",
                        "session-end");
    }

    @Test
    void recordsNothingThatTheServerRefused() throws Exception {
        pod.put(ListedAccount.of("refused-1"));
        try (var client = pod.login("refused-1")) {
            assertThatThrownBy(() -> client.put("/processed/order/20200125_order.csv", "id\n"))
                    .isInstanceOf(SftpException.class);
            assertThatThrownBy(() -> client.put("/sources/none/20200125_order.csv", "id\n"))
                    .isInstanceOf(SftpException.class);
            assertThatThrownBy(() -> client.sftp().rm("/dev/log")).isInstanceOf(SftpException.class);
            assertThatThrownBy(() -> client.sftp().rename("/sources/order/none.csv", "/sources/order/other.csv"))
                    .isInstanceOf(SftpException.class);
            client.put(FILE, "");
            assertThatThrownBy(() -> client.sftp().stat("/nowhere")).isInstanceOf(SftpException.class);
            assertThatThrownBy(() -> client.sftp().rename(FILE, "/processed/order/other.csv"))
                    .isInstanceOf(SftpException.class);
        }

        assertThat(pod.awaitEvents("refused-1", events -> events.contains("session-end")))
                .containsExactly("open " + FILE, "close " + FILE + " 0", "session-end");
    }

    /// sshd cuts its message in the midst of the name.
    @Test
    void goesOnAfterAMessageThatATenantForged() throws Exception {
        pod.put(ListedAccount.of("forger-1"));
        try (var client = pod.login("forger-1")) {
            var deep = "/sources/order/" + "a".repeat(200);
            client.sftp().mkdir(deep);
            client.sftp().mkdir(deep + "/" + "b".repeat(100));
            client.put(deep + "/" + "b".repeat(100) + "/x\" bytes read 1 written " + "9".repeat(200), "id\n");
            client.put(FILE, "id\n");
        }

        assertThat(pod.awaitEvents("forger-1", events -> events.contains("session-end")))
                .containsExactly("open " + FILE, "close " + FILE + " 3", "session-end");
    }

    @Test
    void recordsAnOpenHandleThoughTheNextRequestFails() throws Exception {
        pod.put(ListedAccount.of("doubt-1"));
        try (var client = pod.login("doubt-1");
                var upload = client.open(FILE)) {
            assertThatThrownBy(() -> client.sftp().stat("/nowhere")).isInstanceOf(SftpException.class);

            assertThat(pod.awaitEvents("doubt-1", events -> !events.isEmpty())).containsExactly("open " + FILE);
            assertThat(upload).isNotNull();
        }
    }

    @Test
    void losesAndRepeatsNothingWhenTheAgentIsKilled() throws Exception {
        pod.put(ListedAccount.of("killed-1"));
        try (var client = pod.login("killed-1")) {
            client.put("/sources/order/before.csv", "id\n");
            try (var upload = client.open(FILE)) {
                pod.awaitEvents("killed-1", events -> events.contains("open " + FILE));

                var killed = pod.processes("AgentMain");
                killed.forEach(ProcessHandle::destroyForcibly);
                upload.write("id\n1\n".getBytes(StandardCharsets.UTF_8));
            }
            client.put("/sources/order/after.csv", "id\n");
        }

        assertThat(pod.awaitEvents("killed-1", events -> events.contains("session-end")))
                .containsExactly(
                        "open /sources/order/before.csv",
                        "close /sources/order/before.csv 3",
                        "open " + FILE,
                        "close " + FILE + " 5",
                        "open /sources/order/after.csv",
                        "close /sources/order/after.csv 3",
                        "session-end");
    }

    @Test
    void recordsTheEndOfAKilledSession() throws Exception {
        pod.put(ListedAccount.of("dead-1"));
        try (var client = pod.login("dead-1");
                var upload = client.open(FILE)) {
            pod.awaitEvents("dead-1", events -> events.contains("open " + FILE));

            pod.processes("dead-1@internal-sftp").forEach(ProcessHandle::destroyForcibly);

            assertThat(pod.awaitEvents("dead-1", events -> events.contains("session-end")))
                    .containsExactly("open " + FILE, "session-end");
            assertThat(upload).isNotNull();
        } catch (IOException itsSessionIsGone) {
            assertThat(itsSessionIsGone).isNotNull();
        }
    }

    @Test
    void goesOnAfterRsyslogWasKilled() throws Exception {
        pod.put(ListedAccount.of("syslog-1"));
        var socket = Files.getAttribute(pod.volume.resolve(".agent/log"), "unix:ino");
        try (var client = pod.login("syslog-1")) {
            pod.processes("rsyslogd -n -f").stream()
                    .filter(handle -> handle.info().command().orElse("").endsWith("rsyslogd"))
                    .forEach(ProcessHandle::destroyForcibly);
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> Files.getAttribute(pod.at("syslog-1", "dev/log"), "unix:ino")
                                    .equals(Files.getAttribute(pod.volume.resolve(".agent/log"), "unix:ino"))
                            && !socket.equals(Files.getAttribute(pod.at("syslog-1", "dev/log"), "unix:ino")));

            client.put(FILE, "id\n");

            pod.awaitEvents("syslog-1", events -> events.containsAll(List.of("open " + FILE, "close " + FILE + " 3")));
        }
    }
}
