package io.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.SftpException;
import io.sluice.agent.folder.Ownership;
import io.sluice.sftpserver.account.ServiceUser;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@AgainstOpenSsh
class ConfinementIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @AutoClose
    private final LocalPod pod = LocalPod.start();

    private Client client;

    @BeforeAll
    void start() throws Exception {
        pod.put(ListedAccount.of("acme").withSources("order", "member"), ListedAccount.of("rival"));
        client = pod.login("acme");
    }

    @AfterAll
    void stop() {
        client.close();
    }

    @Test
    void showsTheAccountItsOwnFoldersOnly() throws Exception {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(client.sftp().ls("/"))
                        .extracting(entry -> entry.getFilename())
                        .filteredOn(name -> !name.startsWith("."))
                        .containsExactlyInAnyOrder("README.txt", "dev", "invalid", "processed", "sources"));
    }

    @Test
    void readsItsReadmeButCannotChangeIt() throws Exception {
        await().atMost(SOON).until(() -> Files.exists(pod.at("acme", "README.txt")));
        client.put("/sources/order/20200106_order.csv", "id\n");

        assertThat(client.get("/README.txt"))
                .startsWith("Files of account acme\n")
                .contains("  sources/member/YYYYMMDD_member.csv\n  sources/order/YYYYMMDD_order.csv\n");
        assertRefused(() -> client.put("/README.txt", "mine"));
        assertRefused(() -> client.sftp().rm("/README.txt"));
        assertRefused(() -> client.sftp().chmod(0666, "/README.txt"));
        assertRefused(() -> client.sftp().rename("/README.txt", "/sources/order/README.txt"));
        assertRefused(() -> client.sftp().rename("/sources/order/20200106_order.csv", "/README.txt"));
        assertRefused(() -> client.put("/.README.txt.draft", "mine"));
        assertThat(Ownership.of(pod.at("acme", "README.txt"))).isEqualTo(new Ownership(0, 0, 0644));
    }

    @Test
    void doesNotLeaveTheRoot() throws Exception {
        Files.writeString(pod.at("rival", "sources/order/20200125_order.csv"), "secret");

        assertThat(client.sftp().realpath("/../../../..")).isEqualTo("/");
        assertRefused(() -> client.get("/../rival/sources/order/20200125_order.csv"));
        assertRefused(() -> client.get("../../rival/sources/order/20200125_order.csv"));
        assertRefused(() -> client.get("/etc/passwd"));
        assertRefused(() -> client.put("/../rival/sources/order/20200126_order.csv", "id\n"));
        assertRefused(() -> client.sftp().ls("/accounts"));
    }

    @Test
    void makesNoLinks() throws Exception {
        client.put("/sources/order/20200101_order.csv", "id\n");

        assertRefused(() -> client.sftp().symlink("/etc/passwd", "/sources/order/link"));
        assertRefused(() -> client.sftp().symlink("/sources/order/20200101_order.csv", "/sources/order/link"));
        assertRefused(
                () -> client.sftp().hardlink("/sources/order/20200101_order.csv", "/sources/order/20200102_order.csv"));
        assertThat(Files.exists(pod.at("acme", "sources/order/link"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(Files.exists(pod.at("acme", "sources/order/20200102_order.csv")))
                .isFalse();
    }

    @Test
    void writesOnlyIntoItsSources() throws Exception {
        client.put("/sources/order/20200103_order.csv", "id\n");

        for (var folder : new String[] {"", "/sources", "/processed", "/processed/order", "/invalid/order", "/dev"}) {
            assertRefused(() -> client.put(folder + "/20200104_order.csv", "id\n"));
            assertRefused(() -> client.sftp().mkdir(folder + "/folder"));
            assertRefused(
                    () -> client.sftp().rename("/sources/order/20200103_order.csv", folder + "/20200104_order.csv"));
        }
    }

    @Test
    void cannotChangeTheFoldersThemselves() {
        assertRefused(() -> client.sftp().chmod(0700, "/sources/order"));
        assertRefused(() -> client.sftp().chmod(0777, "/processed/order"));
        assertRefused(() -> client.sftp().rename("/sources/order", "/sources/orders"));
        assertRefused(() -> client.sftp().rmdir("/sources/order"));
        assertRefused(() -> client.sftp().rm("/dev/log"));
        assertRefused(() -> client.sftp().chmod(0, "/dev/log"));
    }

    @Test
    void setsTimesAndMakesSubFoldersBelowItsSources() throws Exception {
        client.put("/sources/order/20200105_order.csv", "id\n");

        client.sftp().setMtime("/sources/order/20200105_order.csv", 1_000_000_000);
        client.sftp().mkdir("/sources/order/old");
        client.sftp().rename("/sources/order/20200105_order.csv", "/sources/order/old/20200105_order.csv");
        client.sftp().rename("/sources/order/old/20200105_order.csv", "/sources/member/20200105_order.csv");

        assertThat(client.sftp().stat("/sources/member/20200105_order.csv").getMTime())
                .isEqualTo(1_000_000_000);
        try (var service = pod.service()) {
            assertThat(service.sftp().ls("/accounts/acme/sources/order/old")).isNotEmpty();
        }
    }

    @Test
    void hidesNoSubFolderFromTheService() throws Exception {
        var sftp = client.sftp();
        sftp.mkdir("/sources/order/made");
        sftp.mkdir("/sources/order/made/inner");
        sftp.chmod(0700, "/sources/order/made/inner");
        sftp.rename("/sources/order/made", "/sources/order/renamed");

        for (var folder : new String[] {"renamed", "renamed/inner"}) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(Ownership.of(pod.at("acme", "sources/order/" + folder))
                                    .owner())
                            .isEqualTo(ServiceUser.ID));
        }

        assertRefused(() -> sftp.chmod(0700, "/sources/order/renamed"));
        assertRefused(() -> sftp.chmod(0700, "/sources/order/renamed/inner"));
        client.put("/sources/order/renamed/inner/20200125_order.csv", "id\n");
        try (var service = pod.service()) {
            assertThat(service.get("/accounts/acme/sources/order/renamed/inner/20200125_order.csv"))
                    .isEqualTo("id\n");
        }
        sftp.rm("/sources/order/renamed/inner/20200125_order.csv");
        sftp.rmdir("/sources/order/renamed/inner");
        sftp.rmdir("/sources/order/renamed");
    }

    @Test
    void readsButDoesNotWriteARetiredSource() throws Exception {
        pod.put(ListedAccount.of("retiring").withSources("order", "member"));
        try (var retiring = pod.login("retiring")) {
            retiring.put("/sources/member/20200101_member.csv", "id\n");

            pod.put(ListedAccount.of("retiring").withSources("order"));

            assertThat(retiring.get("/sources/member/20200101_member.csv")).isEqualTo("id\n");
            assertRefused(() -> retiring.put("/sources/member/20200102_member.csv", "id\n"));
            retiring.put("/sources/order/20200101_order.csv", "id\n");
        }
    }

    private static void assertRefused(ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(SftpException.class);
    }
}
