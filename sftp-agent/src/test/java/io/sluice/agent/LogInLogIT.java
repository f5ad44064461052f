package io.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `/ledger/log-ins.log` for real log-ins at sshd.
@AgainstOpenSsh
class LogInLogIT {
    @AutoClose
    private final LocalPod pod = LocalPod.start();

    @TempDir
    private Path folder;

    @Test
    void recordsAcceptedPasswordAndKey() throws Exception {
        var key = newKey("good");
        pod.put(
                ListedAccount.of("in-1"),
                ListedAccount.of("in-2").withKeyOnly(Files.readString(Path.of(key + ".pub"))));

        pod.login("in-1").close();
        pod.attempt("in-2").key(key).from("127.0.0.2").connect().close();

        assertThat(pod.awaitLogIns("in-1", lines -> !lines.isEmpty())).containsExactly("127.0.0.1 password accepted");
        assertThat(pod.awaitLogIns("in-2", lines -> !lines.isEmpty())).containsExactly("127.0.0.2 publickey accepted");
    }

    @Test
    void recordsAWrongPasswordButNeverItsText() throws Exception {
        pod.put(ListedAccount.of("wrong-2"));

        assertRefused(pod.attempt("wrong-2").password("wrong-horse"));

        assertThat(pod.awaitLogIns("wrong-2", lines -> !lines.isEmpty()))
                .containsExactly("127.0.0.1 password refused wrong-password");
        assertThat(Files.readString(pod.volume.resolve("ledger/log-ins.log"))).doesNotContain("horse");
    }

    @Test
    void recordsAnAddressOutsideTheAllowListWithPasswordAndKey() throws Exception {
        var key = newKey("far");
        pod.put(
                ListedAccount.of("far-1").from("127.0.0.2/32"),
                ListedAccount.of("far-2")
                        .withKeyOnly(Files.readString(Path.of(key + ".pub")))
                        .from("127.0.0.2/32"));

        assertRefused(pod.attempt("far-1").password(ListedAccount.PASSWORD).from("127.0.0.3"));
        assertRefused(pod.attempt("far-2").key(key).from("127.0.0.3"));

        assertThat(pod.awaitLogIns("far-1", lines -> !lines.isEmpty()))
                .containsExactly("127.0.0.3 password refused address-not-allowed");
        assertThat(pod.awaitLogIns("far-2", lines -> !lines.isEmpty()))
                .containsExactly("127.0.0.3 publickey refused address-not-allowed");
    }

    @Test
    void recordsUnknownAndSuspendedAccountsButNoInvalidName() throws Exception {
        pod.put(ListedAccount.of("gone-1").suspended());

        assertRefused(pod.attempt("gone-1").password(ListedAccount.PASSWORD));
        assertRefused(pod.attempt("nobody-1").password(ListedAccount.PASSWORD));
        assertRefused(pod.attempt("x from 203.0.113.9 port 1 ssh2").password(ListedAccount.PASSWORD));

        assertThat(pod.awaitLogIns("gone-1", lines -> !lines.isEmpty()))
                .containsExactly("127.0.0.1 password refused suspended");
        assertThat(pod.awaitLogIns("nobody-1", lines -> !lines.isEmpty()))
                .containsExactly("127.0.0.1 password refused unknown-account");
        assertThat(pod.awaitLogIns("?", lines -> !lines.isEmpty()))
                .containsExactly("127.0.0.1 password refused unknown-account");
    }

    @Test
    void recordsAForeignKey() throws Exception {
        pod.put(ListedAccount.of("key-2").withKeyOnly(Files.readString(Path.of(newKey("own") + ".pub"))));

        assertRefused(pod.attempt("key-2").key(newKey("foreign")));

        // JSch offers an RSA key once for each signature.
        assertThat(pod.awaitLogIns("key-2", lines -> !lines.isEmpty()))
                .containsOnly("127.0.0.1 publickey refused unknown-key");
    }

    @Test
    void recordsNothingTwiceAfterTheAgentWasKilled() throws Exception {
        pod.put(ListedAccount.of("twice-1"));
        pod.login("twice-1").close();
        pod.awaitLogIns("twice-1", lines -> lines.size() == 1);

        var killed = pod.processes("io.sluice.agent.AgentMain").getFirst();
        killed.destroyForcibly();
        pod.attempt("twice-1")
                .password(ListedAccount.PASSWORD)
                .from("127.0.0.2")
                .connect()
                .close();

        assertThat(pod.awaitLogIns("twice-1", lines -> lines.size() > 1))
                .containsExactly("127.0.0.1 password accepted", "127.0.0.2 password accepted");
    }

    @Test
    void goesOnWhenTheReaderOfSshdsLogIsKilled() throws Exception {
        pod.put(ListedAccount.of("pipe-1"));
        pod.login("pipe-1").close();
        pod.awaitLogIns("pipe-1", lines -> lines.size() == 1);

        pod.logReader().destroyForcibly();
        pod.attempt("pipe-1")
                .password(ListedAccount.PASSWORD)
                .from("127.0.0.2")
                .connect()
                .close();

        assertThat(pod.awaitLogIns("pipe-1", lines -> lines.size() > 1))
                .isEqualTo(List.of("127.0.0.1 password accepted", "127.0.0.2 password accepted"));
    }

    @Test
    void letsTheServiceReadItAndNoTenant() throws Exception {
        pod.put(ListedAccount.of("read-1"));
        pod.login("read-1").close();
        pod.awaitLogIns("read-1", lines -> !lines.isEmpty());

        try (var service = pod.service();
                var tenant = pod.login("read-1")) {
            assertThat(service.get("/ledger/log-ins.log")).contains("\"accuid\":\"read-1\"");
            assertThat(tenant.sftp().ls("/")).extracting(Object::toString).noneMatch(line -> line.contains("ledger"));
        }
        await().untilAsserted(() -> assertThat(LocalPod.owner(pod.volume.resolve("ledger/log-ins.log")))
                .isZero());
    }

    private Path newKey(String name) throws JSchException, IOException {
        var file = folder.resolve(name + "-" + System.nanoTime());
        var pair = KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048);
        pair.writePrivateKey(file.toString());
        pair.writePublicKey(file + ".pub", name);
        return file;
    }

    private static void assertRefused(Client client) {
        assertThatThrownBy(client::connect).isInstanceOf(JSchException.class);
    }
}
