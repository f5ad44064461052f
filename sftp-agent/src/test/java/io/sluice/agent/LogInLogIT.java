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

/// `/ledger/log-ins.log`, told of real log-ins by sshd.
@AgainstOpenSsh
class LogInLogIT {
    @AutoClose
    private final LocalDoor door = LocalDoor.start();

    @TempDir
    private Path folder;

    @Test
    void tellsAcceptedPasswordAndKey() throws Exception {
        var key = newKey("good");
        door.put(TestAccount.of("in-1"), TestAccount.of("in-2").withKeyOnly(Files.readString(Path.of(key + ".pub"))));

        door.login("in-1").close();
        door.attempt("in-2").key(key).from("127.0.0.2").connect().close();

        assertThat(door.awaitLogIns("in-1", lines -> !lines.isEmpty())).containsExactly("127.0.0.1 password accepted");
        assertThat(door.awaitLogIns("in-2", lines -> !lines.isEmpty())).containsExactly("127.0.0.2 publickey accepted");
    }

    @Test
    void tellsAWrongPasswordAndNeverThePassword() throws Exception {
        door.put(TestAccount.of("wrong-2"));

        assertRefused(door.attempt("wrong-2").password("wrong-horse"));

        assertThat(door.awaitLogIns("wrong-2", lines -> !lines.isEmpty()))
                .containsExactly("127.0.0.1 password refused wrong-password");
        assertThat(Files.readString(door.volume.resolve("ledger/log-ins.log"))).doesNotContain("horse");
    }

    @Test
    void tellsAnAddressOutsideTheAllowListWithPasswordAndKey() throws Exception {
        var key = newKey("far");
        door.put(
                TestAccount.of("far-1").from("127.0.0.2/32"),
                TestAccount.of("far-2")
                        .withKeyOnly(Files.readString(Path.of(key + ".pub")))
                        .from("127.0.0.2/32"));

        assertRefused(door.attempt("far-1").password(TestAccount.PASSWORD).from("127.0.0.3"));
        assertRefused(door.attempt("far-2").key(key).from("127.0.0.3"));

        assertThat(door.awaitLogIns("far-1", lines -> !lines.isEmpty()))
                .containsExactly("127.0.0.3 password refused address-not-allowed");
        assertThat(door.awaitLogIns("far-2", lines -> !lines.isEmpty()))
                .containsExactly("127.0.0.3 publickey refused address-not-allowed");
    }

    @Test
    void tellsUnknownAndSuspendedAccountsAndNoNameThatIsNone() throws Exception {
        door.put(TestAccount.of("gone-1").suspended());

        assertRefused(door.attempt("gone-1").password(TestAccount.PASSWORD));
        assertRefused(door.attempt("nobody-1").password(TestAccount.PASSWORD));
        assertRefused(door.attempt("x from 203.0.113.9 port 1 ssh2").password(TestAccount.PASSWORD));

        assertThat(door.awaitLogIns("gone-1", lines -> !lines.isEmpty()))
                .containsExactly("127.0.0.1 password refused suspended");
        assertThat(door.awaitLogIns("nobody-1", lines -> !lines.isEmpty()))
                .containsExactly("127.0.0.1 password refused unknown-account");
        assertThat(door.awaitLogIns("?", lines -> !lines.isEmpty()))
                .containsExactly("127.0.0.1 password refused unknown-account");
    }

    @Test
    void tellsAKeyThatIsNotTheAccounts() throws Exception {
        door.put(TestAccount.of("key-2").withKeyOnly(Files.readString(Path.of(newKey("own") + ".pub"))));

        assertRefused(door.attempt("key-2").key(newKey("foreign")));

        // JSch offers an RSA key once for each signature.
        assertThat(door.awaitLogIns("key-2", lines -> !lines.isEmpty()))
                .containsOnly("127.0.0.1 publickey refused unknown-key");
    }

    @Test
    void tellsNothingTwiceAfterTheDoorWasKilled() throws Exception {
        door.put(TestAccount.of("twice-1"));
        door.login("twice-1").close();
        door.awaitLogIns("twice-1", lines -> lines.size() == 1);

        var killed = door.processes("io.sluice.agent.DoorMain").getFirst();
        killed.destroyForcibly();
        door.attempt("twice-1")
                .password(TestAccount.PASSWORD)
                .from("127.0.0.2")
                .connect()
                .close();

        assertThat(door.awaitLogIns("twice-1", lines -> lines.size() > 1))
                .containsExactly("127.0.0.1 password accepted", "127.0.0.2 password accepted");
    }

    @Test
    void goesOnWhenTheReaderOfSshdsLogIsKilled() throws Exception {
        door.put(TestAccount.of("pipe-1"));
        door.login("pipe-1").close();
        door.awaitLogIns("pipe-1", lines -> lines.size() == 1);

        door.logReader().destroyForcibly();
        door.attempt("pipe-1")
                .password(TestAccount.PASSWORD)
                .from("127.0.0.2")
                .connect()
                .close();

        assertThat(door.awaitLogIns("pipe-1", lines -> lines.size() > 1))
                .isEqualTo(List.of("127.0.0.1 password accepted", "127.0.0.2 password accepted"));
    }

    @Test
    void letsTheServiceReadItAndNoTenant() throws Exception {
        door.put(TestAccount.of("read-1"));
        door.login("read-1").close();
        door.awaitLogIns("read-1", lines -> !lines.isEmpty());

        try (var service = door.service();
                var tenant = door.login("read-1")) {
            assertThat(service.get("/ledger/log-ins.log")).contains("\"accuid\":\"read-1\"");
            assertThat(tenant.sftp().ls("/")).extracting(Object::toString).noneMatch(line -> line.contains("ledger"));
        }
        await().untilAsserted(() -> assertThat(LocalDoor.owner(door.volume.resolve("ledger/log-ins.log")))
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
