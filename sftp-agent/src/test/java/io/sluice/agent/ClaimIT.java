package io.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import io.sluice.sftpserver.account.ServiceUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@AgainstOpenSsh
class ClaimIT {
    private static final String FILE = "20200125_order.csv";
    private static final String UPLOAD = "/sources/order/" + FILE;

    @AutoClose
    private final LocalPod pod = LocalPod.start();

    private Client service;

    @BeforeAll
    void start() throws Exception {
        service = pod.service();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void givesClaimedFileToTheService() throws Exception {
        pod.put(ListedAccount.of("sealed-1"));
        var millis = new ArrayList<Long>();
        try (var tenant = pod.login("sealed-1")) {
            for (int job = 0; job < 20; job++) {
                tenant.put(UPLOAD, "id\n1\n");

                var began = System.nanoTime();
                claim("sealed-1", "job" + job);
                awaitSealed("sealed-1", "job" + job);
                millis.add((System.nanoTime() - began) / 1_000_000);
            }
        }

        System.out.printf(
                "claim until seen sealed, over SFTP, in ms: %s%n",
                millis.stream().sorted().toList());
        assertThat(service.get(claimed("sealed-1", "job0"))).isEqualTo("id\n1\n");
    }

    /// The service takes this answer for a refusal, not for a broken connection.
    @Test
    void calledByATooLongPathTheServerSaysBadMessage() {
        assertThatThrownBy(() -> service.sftp().stat("/accounts/" + "a/".repeat(2_500)))
                .isInstanceOfSatisfying(
                        SftpException.class, failed -> assertThat(failed.id).isEqualTo(ChannelSftp.SSH_FX_BAD_MESSAGE));
        assertThat(service.sftp().isConnected()).isTrue();
    }

    @Test
    void letsAValidatorReadClaimedFilesAndChangeNothing() throws Exception {
        pod.put(ListedAccount.of("checked-1"));
        try (var tenant = pod.login("checked-1");
                var validator = pod.validator()) {
            tenant.put(UPLOAD, "id\n1\n");
            tenant.sftp().chmod(0600, UPLOAD);
            claim("checked-1", "job");
            awaitSealed("checked-1", "job");
            tenant.put(UPLOAD, "id\n2\n");
            service.put("/limits/note", "{}");
            var folder = "/processing/checked-1/job";
            var file = claimed("checked-1", "job");

            assertThat(validator.get(file)).isEqualTo("id\n1\n");
            assertThat(validator.sftp().ls(folder)).hasSize(3);
            assertThat(validator.sftp().stat("/processing").isDir()).isTrue();

            // Not the modes alone keep it from writing.
            service.sftp().chmod(0777, folder);
            service.sftp().chmod(0666, file);
            for (var path : List.of(file, folder + "/attempts", "/released/note", "/limits/note", "/note")) {
                assertDenied(() -> validator.put(path, "1"));
            }
            assertDenied(() -> validator.resume(file, "id\n1\n3\n"));
            assertDenied(() -> validator.sftp().rm(file));
            assertDenied(() -> validator.sftp().rename(file, folder + "/other"));
            assertDenied(() -> validator.sftp().rename(file, "/accounts/checked-1" + UPLOAD));
            assertDenied(() -> validator.sftp().chmod(0666, file));
            assertDenied(() -> validator.sftp().setMtime(file, 1_000_000_000));
            assertDenied(() -> validator.sftp().mkdir("/processing/another"));
            assertDenied(() -> validator.sftp().rmdir(folder));
            assertRefused(() -> validator.sftp().symlink(file, folder + "/link"));
            assertRefused(() -> validator.sftp().hardlink(file, folder + "/link"));
            assertDenied(() -> validator.get("/accounts/checked-1" + UPLOAD));
            assertDenied(() -> validator.get("/limits/note"));
            for (var unreadable :
                    List.of("/accounts/checked-1/sources/order", "/ledger", "/limits", "/released", "/.agent")) {
                assertDenied(() -> validator.sftp().ls(unreadable));
            }
            assertThat(service.get(file)).isEqualTo("id\n1\n");
            service.sftp().rm("/limits/note");
        }
    }

    @Test
    void leavesReturnedFileToBeReadOnly() throws Exception {
        pod.put(ListedAccount.of("returned-1"));
        try (var tenant = pod.login("returned-1")) {
            tenant.put(UPLOAD, "id\n1\n");
            claim("returned-1", "job");
            awaitSealed("returned-1", "job");

            service.sftp().rename(claimed("returned-1", "job"), "/accounts/returned-1/processed/order/" + FILE);
            service.put("/accounts/returned-1/invalid/order/" + FILE + ".errors.csv", "code,line\n");

            var returned = "/processed/order/" + FILE;
            assertThat(tenant.get(returned)).isEqualTo("id\n1\n");
            assertThat(tenant.get("/invalid/order/" + FILE + ".errors.csv")).isEqualTo("code,line\n");
            assertRefused(() -> tenant.sftp().chmod(0666, returned));
            assertRefused(() -> tenant.put(returned, "changed"));
            assertRefused(() -> tenant.resume(returned, "id\n1\nmore\n"));
            assertRefused(() -> tenant.sftp().setMtime(returned, 1_000_000_000));
            assertRefused(() -> tenant.sftp().rm(returned));
            assertRefused(() -> tenant.sftp().rename(returned, UPLOAD));
            assertRefused(() -> tenant.sftp().rm("/invalid/order/" + FILE + ".errors.csv"));
            tenant.put(UPLOAD, "id\n2\n");
        }
    }

    @Test
    void refusesToSealWhatIsStillOpenForWriting() throws Exception {
        pod.put(ListedAccount.of("open-1"));
        try (var tenant = pod.login("open-1");
                var handle = tenant.open(UPLOAD)) {
            handle.write("id\n1\n".getBytes(StandardCharsets.UTF_8));
            handle.flush();
            pod.awaitEvents("open-1", events -> events.contains("open " + UPLOAD));

            claim("open-1", "job");
            var events =
                    pod.awaitEvents("open-1", lines -> lines.contains("seal-refused /processing/open-1/job/" + FILE));

            assertThat(events).contains("open " + UPLOAD);
            assertThat(ownerId("/processing/open-1/job/" + FILE)).isNotEqualTo(ServiceUser.ID);
            service.sftp().rename(claimed("open-1", "job"), "/accounts/open-1" + UPLOAD);
            handle.write("2\n".getBytes(StandardCharsets.UTF_8));
        }

        pod.awaitEvents("open-1", events -> events.contains("close " + UPLOAD + " 7"));
        claim("open-1", "job2");
        awaitSealed("open-1", "job2");
        assertThat(service.get(claimed("open-1", "job2"))).isEqualTo("id\n1\n2\n");
    }

    @Test
    void givesSealedFileBackWhenItsClaimIsTakenBack() throws Exception {
        pod.put(ListedAccount.of("back-1"));
        try (var tenant = pod.login("back-1")) {
            tenant.put(UPLOAD, "id\n1\n");
            claim("back-1", "job");
            awaitSealed("back-1", "job");

            service.put("/processing/back-1/job/.give-back", "");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> ownerId(claimed("back-1", "job")) != ownerId("/processing"));
            service.sftp().rename(claimed("back-1", "job"), "/accounts/back-1" + UPLOAD);
            tenant.resume(UPLOAD, "id\n1\n2\n");

            assertThat(tenant.get(UPLOAD)).isEqualTo("id\n1\n2\n");
        }
    }

    @Test
    void sealsThoughAReaderHasTheFileOpen() throws Exception {
        pod.put(ListedAccount.of("reader-1"));
        try (var tenant = pod.login("reader-1")) {
            tenant.put(UPLOAD, "id\n1\n");
            try (var reading = tenant.sftp().get(UPLOAD)) {
                assertThat(reading.read()).isEqualTo('i');

                claim("reader-1", "job");

                awaitSealed("reader-1", "job");
            }
        }
    }

    @Test
    void sealsFilesClaimedWhileTheAgentWasDown() throws Exception {
        pod.put(ListedAccount.of("down-1"));
        try (var tenant = pod.login("down-1")) {
            tenant.put(UPLOAD, "id\n1\n");
            pod.processes("AgentMain").forEach(ProcessHandle::destroyForcibly);

            claim("down-1", "job");

            awaitSealed("down-1", "job");
            tenant.put(UPLOAD, "id\n2\n");
        }
    }

    private void claim(String accountId, String job) throws SftpException {
        if (!Files.exists(pod.volume.resolve("processing").resolve(accountId))) {
            service.sftp().mkdir("/processing/" + accountId);
        }
        service.sftp().mkdir("/processing/" + accountId + "/" + job);
        service.sftp().rename("/accounts/" + accountId + UPLOAD, claimed(accountId, job));
    }

    private void awaitSealed(String accountId, String job) {
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> ownerId(claimed(accountId, job)) == ownerId("/processing"));
    }

    private int ownerId(String path) throws SftpException {
        return service.sftp().stat(path).getUId();
    }

    private static String claimed(String accountId, String job) {
        return "/processing/" + accountId + "/" + job + "/" + FILE;
    }

    private static void assertRefused(ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(SftpException.class);
    }

    private static void assertDenied(ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        SftpException.class,
                        denied -> assertThat(denied.id).isEqualTo(ChannelSftp.SSH_FX_PERMISSION_DENIED));
    }
}
