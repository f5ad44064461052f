package io.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelShell;
import com.jcraft.jsch.JSchException;
import io.sluice.sftpserver.account.ServiceUser;
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
    private static final Duration SOON = Duration.ofSeconds(30);

    @AutoClose
    private final LocalPod pod = LocalPod.start();

    @TempDir
    private Path folder;

    @Test
    void admitsWithPassword() throws Exception {
        pod.put(ListedAccount.of("password-1"));

        try (var client = pod.login("password-1")) {
            assertThat(client.sftp().pwd()).isEqualTo("/");
        }
    }

    @Test
    void admitsWithKeyAloneAndNotWithPassword() throws Exception {
        var key = newKey("somebody@somewhere");
        pod.put(ListedAccount.of("key-1").withKeyOnly(Files.readString(Path.of(key + ".pub"))));

        try (var client = pod.attempt("key-1").key(key).connect()) {
            assertThat(client.sftp().pwd()).isEqualTo("/");
        }
        assertRefused(pod.attempt("key-1").password(ListedAccount.PASSWORD));
    }

    @Test
    void refusesWrongPassword() throws Exception {
        pod.put(ListedAccount.of("wrong-1"));

        assertRefused(pod.attempt("wrong-1").password("wrong-horse"));
    }

    @Test
    void refusesWhoIsNotOnTheListWithPasswordAndWithKey() throws Exception {
        var key = newKey("outside");
        pod.put(
                ListedAccount.of("range-1").from("127.0.0.2/32", "127.0.0.64/26"),
                ListedAccount.of("range-2")
                        .withKeyOnly(Files.readString(Path.of(key + ".pub")))
                        .from("127.0.0.2/32"));

        pod.attempt("range-1")
                .password(ListedAccount.PASSWORD)
                .from("127.0.0.2")
                .connect()
                .close();
        pod.attempt("range-1")
                .password(ListedAccount.PASSWORD)
                .from("127.0.0.127")
                .connect()
                .close();
        pod.attempt("range-2").key(key).from("127.0.0.2").connect().close();
        assertRefused(pod.attempt("range-1").password(ListedAccount.PASSWORD).from("127.0.0.3"));
        assertRefused(pod.attempt("range-1").password(ListedAccount.PASSWORD).from("127.0.0.128"));
        assertRefused(pod.attempt("range-2").key(key).from("127.0.0.3"));
    }

    @Test
    void readsIpv6Ranges() throws Exception {
        pod.put(
                ListedAccount.of("six-1").from("::/64"),
                ListedAccount.of("six-2").from("2001:db8::/32", "0.0.0.0/0"),
                ListedAccount.of("six-3").from("::/0"));

        pod.attempt("six-1")
                .password(ListedAccount.PASSWORD)
                .to("::1")
                .connect()
                .close();
        assertRefused(pod.attempt("six-2").password(ListedAccount.PASSWORD).to("::1"));
        pod.attempt("six-2").password(ListedAccount.PASSWORD).connect().close();
        pod.attempt("six-3")
                .password(ListedAccount.PASSWORD)
                .to("::1")
                .connect()
                .close();
    }

    @Test
    void admitsNobodyWithEmptyAllowlist() throws Exception {
        pod.put(ListedAccount.of("empty-1").from());

        assertRefused(pod.attempt("empty-1").password(ListedAccount.PASSWORD));
    }

    @Test
    void endsSessionsOfSuspendedAccountAndOfNobodyElse() throws Exception {
        pod.put(ListedAccount.of("leaving-1"), ListedAccount.of("staying-1"));
        try (var leaving = pod.login("leaving-1");
                var staying = pod.login("staying-1");
                var upload = leaving.open("/sources/order/20200125_order.csv")) {
            upload.write("id\n".getBytes(StandardCharsets.UTF_8));
            upload.flush();
            pod.awaitEvents("leaving-1", events -> events.contains("open /sources/order/20200125_order.csv"));

            pod.put(ListedAccount.of("leaving-1").suspended());
            await().atMost(SOON).until(() -> !leaving.session().isConnected());

            assertRefused(pod.attempt("leaving-1").password(ListedAccount.PASSWORD));
            staying.put("/sources/order/20200125_order.csv", "id\n1\n");
            pod.awaitEvents("leaving-1", events -> events.contains("forced-close /sources/order/20200125_order.csv 3"));
        } catch (IOException closedBelow) {
            assertThat(closedBelow).isNotNull();
        }
    }

    @Test
    void changesAccountsWithoutDroppingAnybody() throws Exception {
        pod.put(ListedAccount.of("steady-1"), ListedAccount.of("changed-1"));
        try (var steady = pod.login("steady-1");
                var changed = pod.login("changed-1")) {
            pod.put(
                    ListedAccount.of("changed-1")
                            .withHash(ListedAccount.OTHER_HASH)
                            .withSources("order", "member"),
                    ListedAccount.of("new-1"));

            steady.put("/sources/order/20200125_order.csv", "id\n1\n");
            changed.put("/sources/member/20200125_member.csv", "id\n1\n");
            assertRefused(pod.attempt("changed-1").password(ListedAccount.PASSWORD));
            pod.attempt("changed-1").password("other-horse").connect().close();
            pod.login("new-1").close();
        }
    }

    @Test
    void keepsServiceAndTenantsApart() throws Exception {
        pod.put(ListedAccount.of("tenant-1"));

        pod.service().close();
        pod.validator().close();
        assertRefused(new Client(pod.port, ServiceUser.NAME).key(pod.serviceKey()));
        assertRefused(new Client(pod.port, ServiceUser.VALIDATOR).key(pod.validatorKey()));
        assertRefused(new Client(pod.servicePort, ServiceUser.NAME).key(pod.validatorKey()));
        assertRefused(new Client(pod.servicePort, ServiceUser.VALIDATOR).key(pod.serviceKey()));
        assertRefused(new Client(pod.servicePort, "tenant-1").password(ListedAccount.PASSWORD));
        assertRefused(new Client(pod.servicePort, ServiceUser.NAME).password(ListedAccount.PASSWORD));
        assertRefused(new Client(pod.servicePort, ServiceUser.VALIDATOR).password(ListedAccount.PASSWORD));
    }

    @Test
    void refusesAccountNamedLikeSystemUser() throws Exception {
        pod.put(ListedAccount.of("daemon"), ListedAccount.of("root"));

        assertRefused(pod.attempt("daemon").password(ListedAccount.PASSWORD));
        assertRefused(pod.attempt("root").password(ListedAccount.PASSWORD));
        assertThat(Files.readString(pod.log()))
                .contains(
                        "account cannot log in, because its id is the name of a system user; give it another id: accountId=daemon");
    }

    @Test
    void runsNoCommandAndNoShell() throws Exception {
        pod.put(ListedAccount.of("command-1"));
        try (var client =
                pod.attempt("command-1").password(ListedAccount.PASSWORD).connectSession()) {
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
        pod.put(ListedAccount.of("forward-1"));
        try (var client =
                pod.attempt("forward-1").password(ListedAccount.PASSWORD).connectSession()) {
            var session = client.session();

            assertThatThrownBy(() -> session.getStreamForwarder("127.0.0.1", pod.servicePort)
                            .connect(5_000))
                    .isInstanceOf(JSchException.class);
            assertThatThrownBy(() -> session.setPortForwardingR(0, "127.0.0.1", 9))
                    .isInstanceOf(JSchException.class);
        }
    }

    @Test
    void offersNothingThatSshAuditFails() throws Exception {
        for (var port : new int[] {pod.port, pod.servicePort}) {
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
