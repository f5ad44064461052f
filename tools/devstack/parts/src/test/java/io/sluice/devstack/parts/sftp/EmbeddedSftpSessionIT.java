package io.sluice.devstack.parts.sftp;

import static io.sluice.devstack.parts.sftp.SftpFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.AddressRange;
import io.sluice.contracts.account.SourceType;
import io.sluice.sftpserver.account.PublicKey;
import io.sluice.sftpserver.account.SftpAccount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may log in, for how long, and to what.
class EmbeddedSftpSessionIT {
    private static final String UPLOAD = "/sources/order/20200125_order.csv";

    @TempDir
    private Path folder;

    private SftpFixture sftp;

    @BeforeEach
    void start() {
        sftp = new SftpFixture(folder);
    }

    @AfterEach
    void stop() {
        sftp.close();
    }

    @Test
    void limitsTheChannelsOfASession() throws Exception {
        Session session = sftp.tenant("acme").getSession();
        for (int channel = 2; channel <= 10; channel++) {
            session.openChannel("sftp").connect(10_000);
        }

        assertThatThrownBy(() -> session.openChannel("sftp").connect(10_000)).isInstanceOf(JSchException.class);
        assertThat(names(sftp.tenant("beta"), "/sources")).containsExactly("order");
    }

    @Test
    void knowsEachServiceByItsOwnKey() {
        assertThatThrownBy(() -> sftp.byKey("sluice-validator", "service-key")).isInstanceOf(JSchException.class);
        assertThatThrownBy(() -> sftp.byKey("sluice-service", "validator-key")).isInstanceOf(JSchException.class);
    }

    @Test
    void endsSessionsAndLoginsOfASuspendedAccount() throws Exception {
        ChannelSftp acme = sftp.tenant("acme");
        ChannelSftp beta = sftp.tenant("beta");
        SftpAccount active = SftpFixture.account("acme", "order");
        sftp.accounts.replace(List.of(
                new SftpAccount(
                        active.accountId(),
                        AccountState.SUSPENDED,
                        active.passwordHash(),
                        List.of(),
                        active.ipAllowlist(),
                        active.sourceTypes()),
                SftpFixture.account("beta", "order")));

        await().until(() -> !acme.getSession().isConnected());
        assertThatThrownBy(() -> sftp.tenant("acme")).hasMessageContaining("Auth fail");
        assertThat(names(beta, "/sources")).containsExactly("order");
    }

    @Test
    void letsAnAccountOverALimitOnlyRead() throws Exception {
        ChannelSftp acme = sftp.tenant("acme");
        ChannelSftp beta = sftp.tenant("beta");
        OutputStream upload = acme.put(UPLOAD);
        upload.write(new byte[1000]);
        upload.flush();

        limit("acme");

        await().until(() -> !acme.getSession().isConnected());
        await().untilAsserted(() -> assertThat(sftp.ledger("forced-close"))
                .singleElement()
                .satisfies(line -> assertThat(line.path("written").asLong()).isEqualTo(1000)));
        ChannelSftp again = sftp.tenant("acme");
        assertThat(again.get(UPLOAD).readAllBytes()).hasSize(1000);
        refused(() -> again.put(bytes("x"), UPLOAD));
        refused(() -> again.mkdir("/sources/order/sub"));
        refused(() -> again.rename(UPLOAD, UPLOAD + "x"));
        refused(() -> again.rm(UPLOAD));
        refused(() -> again.setMtime(UPLOAD, 1));
        beta.put(bytes("x"), UPLOAD);
    }

    @Test
    void letsAnAccountWriteAgainWhenThereIsRoomOrTheDayIsOver() throws Exception {
        limit("acme");
        ChannelSftp acme = sftp.tenant("acme");
        await().untilAsserted(() -> refused(() -> acme.put(bytes("x"), UPLOAD)));

        Files.writeString(
                sftp.volume.resolve("limits/read-only.json"),
                "{\"accounts\":[{\"accuid\":\"acme\",\"limit\":\"daily\",\"since\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-01-02T00:00:00Z\"}]}");

        await().ignoreExceptions().until(() -> {
            sftp.tenant("acme").put(bytes("x"), UPLOAD);
            return true;
        });
    }

    @Test
    void makesTheFoldersOfANewAccountAndLetsItIn() throws Exception {
        sftp.accounts.replace(List.of(SftpFixture.account("gamma", "points")));

        assertThat(names(sftp.tenant("gamma"), "/processed")).containsExactly("points");
    }

    @Test
    void takesAnEd25519KeyOfATenant() throws Exception {
        JSch jsch = new JSch();
        KeyPair pair = KeyPair.genKeyPair(jsch, KeyPair.ED25519);
        var line = new ByteArrayOutputStream();
        pair.writePublicKey(line, "acme@example");
        sftp.accounts.replace(List.of(new SftpAccount(
                new AccountId("acme"),
                AccountState.ACTIVE,
                Optional.empty(),
                List.of(PublicKey.parse(line.toString(StandardCharsets.UTF_8))),
                List.of(AddressRange.parse("127.0.0.1/32")),
                Set.of(new SourceType("order")))));
        var key = new ByteArrayOutputStream();
        pair.writeOpenSSHv1PrivateKey(key, null);
        jsch.addIdentity("acme", key.toByteArray(), null, null);

        Session session = jsch.getSession("acme", "127.0.0.1", sftp.server.port());
        session.setConfig("StrictHostKeyChecking", "no");
        session.connect(10_000);

        assertThat(session.isConnected()).isTrue();
        session.disconnect();
    }

    @Test
    void offersNoShellAndNoForwarding() throws Exception {
        Session session = sftp.tenant("acme").getSession();
        ChannelExec exec = (ChannelExec) session.openChannel("exec");
        exec.setCommand("id");
        OutputStream unheard = OutputStream.nullOutputStream();
        exec.setOutputStream(unheard);

        assertThatThrownBy(() -> exec.connect(5_000)).isInstanceOf(JSchException.class);
        assertThatThrownBy(() -> session.openChannel("shell").connect(5_000)).isInstanceOf(JSchException.class);
        assertThatThrownBy(() -> session.setPortForwardingR("127.0.0.1:0", 0, "127.0.0.1", 1))
                .isInstanceOf(JSchException.class);
    }

    private void limit(String accountId) throws IOException {
        Files.writeString(
                sftp.volume.resolve("limits/read-only.json"),
                "{\"accounts\":[{\"accuid\":\"%s\",\"limit\":\"workspace\",\"since\":\"2026-01-01T00:00:00Z\"}]}"
                        .formatted(accountId));
    }

    private static List<String> names(ChannelSftp channel, String path) throws SftpException {
        return channel.ls(path).stream()
                .map(ChannelSftp.LsEntry::getFilename)
                .filter(name -> !name.equals(".") && !name.equals(".."))
                .toList();
    }

    private static void refused(ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOf(SftpException.class);
    }
}
