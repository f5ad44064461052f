package io.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelShell;
import com.jcraft.jsch.JSchException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@AgainstOpenSsh
class LogInIT {
    @AutoClose
    private final LocalDoor door = LocalDoor.start();

    @TempDir
    private Path folder;

    @Test
    void admitsWithPassword() throws Exception {
        door.put(TestAccount.of("password-1"));

        try (var client = door.login("password-1")) {
            assertThat(client.sftp().pwd()).isEqualTo("/");
        }
    }

    @Test
    void admitsWithKeyAloneAndNotWithPassword() throws Exception {
        var key = newKey("somebody@somewhere");
        door.put(TestAccount.of("key-1").withKeyOnly(Files.readString(Path.of(key + ".pub"))));

        try (var client = door.attempt("key-1").key(key).connect()) {
            assertThat(client.sftp().pwd()).isEqualTo("/");
        }
        assertRefused(door.attempt("key-1").password(TestAccount.PASSWORD));
    }

    @Test
    void refusesWrongPassword() throws Exception {
        door.put(TestAccount.of("wrong-1"));

        assertRefused(door.attempt("wrong-1").password("wrong-horse"));
    }

    @Test
    void refusesWhoIsNotOnTheListWithPasswordAndWithKey() throws Exception {
        var key = newKey("outside");
        door.put(
                TestAccount.of("range-1").from("127.0.0.2/32", "127.0.0.64/26"),
                TestAccount.of("range-2")
                        .withKeyOnly(Files.readString(Path.of(key + ".pub")))
                        .from("127.0.0.2/32"));

        door.attempt("range-1")
                .password(TestAccount.PASSWORD)
                .from("127.0.0.2")
                .connect()
                .close();
        door.attempt("range-1")
                .password(TestAccount.PASSWORD)
                .from("127.0.0.127")
                .connect()
                .close();
        door.attempt("range-2").key(key).from("127.0.0.2").connect().close();
        assertRefused(door.attempt("range-1").password(TestAccount.PASSWORD).from("127.0.0.3"));
        assertRefused(door.attempt("range-1").password(TestAccount.PASSWORD).from("127.0.0.128"));
        assertRefused(door.attempt("range-2").key(key).from("127.0.0.3"));
    }

    @Test
    void readsIpv6Ranges() throws Exception {
        door.put(
                TestAccount.of("six-1").from("::/64"),
                TestAccount.of("six-2").from("2001:db8::/32", "0.0.0.0/0"),
                TestAccount.of("six-3").from("::/0"));

        door.attempt("six-1").password(TestAccount.PASSWORD).to("::1").connect().close();
        assertRefused(door.attempt("six-2").password(TestAccount.PASSWORD).to("::1"));
        door.attempt("six-2").password(TestAccount.PASSWORD).connect().close();
        door.attempt("six-3").password(TestAccount.PASSWORD).to("::1").connect().close();
    }

    @Test
    void admitsNobodyWithEmptyAllowlist() throws Exception {
        door.put(TestAccount.of("empty-1").from());

        assertRefused(door.attempt("empty-1").password(TestAccount.PASSWORD));
    }

    @Test
    void endsSessionsOfSuspendedAccountAndOfNobodyElse() throws Exception {
        door.put(TestAccount.of("leaving-1"), TestAccount.of("staying-1"));
        try (var leaving = door.login("leaving-1");
                var staying = door.login("staying-1");
                var upload = leaving.open("/sources/order/20200125_order.csv")) {
            upload.write("id\n".getBytes(StandardCharsets.UTF_8));
            upload.flush();
            door.awaitEvents("leaving-1", events -> events.contains("open /sources/order/20200125_order.csv"));

            var began = System.nanoTime();
            door.put(TestAccount.of("leaving-1").suspended());
            await().atMost(Duration.ofSeconds(5)).until(() -> !leaving.session().isConnected());

            System.out.printf(
                    "suspended account's session ended after %d ms%n", (System.nanoTime() - began) / 1_000_000);
            assertRefused(door.attempt("leaving-1").password(TestAccount.PASSWORD));
            staying.put("/sources/order/20200125_order.csv", "id\n1\n");
            door.awaitEvents(
                    "leaving-1", events -> events.contains("forced-close /sources/order/20200125_order.csv 3"));
        } catch (IOException closedBelow) {
            assertThat(closedBelow).isNotNull();
        }
    }

    @Test
    void changesAccountsWithoutDroppingAnybody() throws Exception {
        door.put(TestAccount.of("steady-1"), TestAccount.of("changed-1"));
        try (var steady = door.login("steady-1");
                var changed = door.login("changed-1")) {
            var began = System.nanoTime();
            door.put(
                    TestAccount.of("changed-1").withHash(TestAccount.OTHER_HASH).withSources("order", "member"),
                    TestAccount.of("new-1"));
            var millis = (System.nanoTime() - began) / 1_000_000;

            System.out.printf("account change was effective after %d ms%n", millis);
            assertThat(millis).isLessThan(2_500);
            steady.put("/sources/order/20200125_order.csv", "id\n1\n");
            changed.put("/sources/member/20200125_member.csv", "id\n1\n");
            assertRefused(door.attempt("changed-1").password(TestAccount.PASSWORD));
            door.attempt("changed-1").password("other-horse").connect().close();
            door.login("new-1").close();
        }
    }

    @Test
    void keepsServiceAndTenantsApart() throws Exception {
        door.put(TestAccount.of("tenant-1"));

        door.service().close();
        assertRefused(new Client(door.port, ServiceUser.NAME).key(door.serviceKey()));
        assertRefused(new Client(door.servicePort, "tenant-1").password(TestAccount.PASSWORD));
        assertRefused(new Client(door.servicePort, ServiceUser.NAME).password(TestAccount.PASSWORD));
    }

    @Test
    void refusesAccountNamedLikeSystemUser() throws Exception {
        door.put(TestAccount.of("daemon"), TestAccount.of("root"));

        assertRefused(door.attempt("daemon").password(TestAccount.PASSWORD));
        assertRefused(door.attempt("root").password(TestAccount.PASSWORD));
        assertThat(Files.readString(door.log()))
                .contains(
                        "account cannot log in, its id is the name of a system user; give it another id: accountId=daemon");
    }

    @Test
    void runsNoCommandAndNoShell() throws Exception {
        door.put(TestAccount.of("command-1"));
        try (var client =
                door.attempt("command-1").password(TestAccount.PASSWORD).connectSession()) {
            var said = new ByteArrayOutputStream();

            var exec = (ChannelExec) client.session().openChannel("exec");
            exec.setCommand("id");
            exec.setOutputStream(said);
            exec.connect(10_000);
            await().until(exec::isClosed);
            var shell = (ChannelShell) client.session().openChannel("shell");
            shell.setPty(false);
            shell.setInputStream(new ByteArrayInputStream("id\nexit\n".getBytes(StandardCharsets.UTF_8)));
            shell.setOutputStream(said);
            shell.connect(10_000);
            await().until(shell::isClosed);

            assertThat(exec.getExitStatus()).isEqualTo(1);
            assertThat(shell.getExitStatus()).isNotZero();
            assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("uid=");
        }
    }

    @Test
    void forwardsNothing() throws Exception {
        door.put(TestAccount.of("forward-1"));
        try (var client =
                door.attempt("forward-1").password(TestAccount.PASSWORD).connectSession()) {
            var session = client.session();

            assertThatThrownBy(() -> session.getStreamForwarder("127.0.0.1", door.servicePort)
                            .connect(5_000))
                    .isInstanceOf(JSchException.class);
            assertThatThrownBy(() -> session.setPortForwardingR(0, "127.0.0.1", 9))
                    .isInstanceOf(JSchException.class);
        }
    }

    @Test
    void offersNothingThatSshAuditFails() throws Exception {
        for (var port : new int[] {door.port, door.servicePort}) {
            var audit = new ProcessBuilder("ssh-audit", "--no-colors", "-p", Integer.toString(port), "127.0.0.1")
                    .redirectErrorStream(true)
                    .start();
            var said = new String(audit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(said).contains("(kex) curve25519-sha256").doesNotContain("[fail]");
        }
    }

    private Path newKey(String comment) throws IOException, InterruptedException {
        var key = folder.resolve(comment);
        var made = new ProcessBuilder(
                        "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", key.toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        return key;
    }

    private static void assertRefused(Client client) {
        assertThatThrownBy(client::connect).isInstanceOf(JSchException.class);
    }
}
