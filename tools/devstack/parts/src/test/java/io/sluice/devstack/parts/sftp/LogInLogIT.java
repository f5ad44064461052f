package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Session;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.AddressRange;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.login.LogInMethod;
import io.sluice.sftpserver.account.PublicKey;
import io.sluice.sftpserver.account.SftpAccount;
import io.sluice.sftpserver.file.LogInFile;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.Crypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogInLogIT {
    @TempDir
    private Path folder;

    private SftpFixture fixture;

    @BeforeEach
    void start() {
        fixture = new SftpFixture(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void recordsAnAcceptedLogInWithoutThePassword() throws Exception {
        fixture.tenant("acme");

        assertThat(fixture.logIns()).containsExactly("acme 127.0.0.1 password accepted");
        assertThat(Files.readString(fixture.volume.resolve("ledger/log-ins.log")))
                .doesNotContain(SftpFixture.PASSWORD);
    }

    @Test
    void recordsAWrongPassword() throws Exception {
        assertRefused(new JSch().getSession("acme", "127.0.0.1", fixture.server.port()), "wrong");

        assertThat(fixture.logIns()).contains("acme 127.0.0.1 password refused wrong-password");
    }

    @Test
    void recordsAnAddressOutsideTheAllowList() throws Exception {
        fixture.accounts.replace(List.of(new SftpAccount(
                new AccountId("far"),
                AccountState.ACTIVE,
                Optional.of(Crypt.crypt(SftpFixture.PASSWORD, "$5$fixture")),
                List.of(),
                List.of(AddressRange.parse("203.0.113.0/24")),
                Set.of(new SourceType("order")))));

        assertRefused(new JSch().getSession("far", "127.0.0.1", fixture.server.port()), SftpFixture.PASSWORD);

        assertThat(fixture.logIns()).contains("far 127.0.0.1 password refused address-not-allowed");
    }

    @Test
    void recordsUnknownUsersButNoInvalidName() throws Exception {
        assertRefused(new JSch().getSession("nobody", "127.0.0.1", fixture.server.port()), "wrong");
        assertRefused(new JSch().getSession("No Account", "127.0.0.1", fixture.server.port()), "wrong");

        assertThat(fixture.logIns())
                .contains(
                        "nobody 127.0.0.1 password refused unknown-account",
                        "? 127.0.0.1 password refused unknown-account");
        assertThat(Files.readString(fixture.volume.resolve("ledger/log-ins.log")))
                .doesNotContain("No Account");
    }

    @Test
    void recordsAKeyOnceItIsUsed() throws Exception {
        KeyPair known = KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        known.writePublicKey(line, "");
        fixture.accounts.replace(List.of(new SftpAccount(
                new AccountId("keyed"),
                AccountState.ACTIVE,
                Optional.empty(),
                List.of(PublicKey.parse(line.toString(StandardCharsets.US_ASCII))),
                List.of(AddressRange.parse("127.0.0.0/8")),
                Set.of(new SourceType("order")))));

        login("keyed", known).disconnect();
        assertThatThrownBy(() -> login("keyed", KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048)))
                .isInstanceOf(JSchException.class);

        assertThat(fixture.logIns().getFirst()).isEqualTo("keyed 127.0.0.1 publickey accepted");
        assertThat(fixture.logIns()).contains("keyed 127.0.0.1 publickey refused unknown-key");
    }

    @Test
    void saysNothingOfTheServiceUser() throws Exception {
        fixture.service();
        fixture.tenant("acme");

        assertThat(fixture.logIns()).containsExactly("acme 127.0.0.1 password accepted");
    }

    @Test
    void staysSmallUnderAFlood() throws Exception {
        Path file = folder.resolve("log-ins.log");
        LogInLog log = new LogInLog(new LogInFile(file, 4_096, _ -> {}), InstantSource.system());

        for (int attempt = 0; attempt < 1_000; attempt++) {
            log.accepted("acme", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), LogInMethod.PASSWORD);
        }

        assertThat(Files.size(file)).isLessThan(4_300);
        assertThat(Files.size(folder.resolve("log-ins.log.1"))).isLessThan(4_300);
    }

    private Session login(String user, KeyPair key) throws Exception {
        JSch jsch = new JSch();
        Path file = folder.resolve("client-" + System.nanoTime());
        key.writePrivateKey(file.toString());
        jsch.addIdentity(file.toString());
        Session session = jsch.getSession(user, "127.0.0.1", fixture.server.port());
        session.setConfig("StrictHostKeyChecking", "no");
        session.connect(10_000);
        return session;
    }

    private static void assertRefused(Session session, String password) {
        session.setPassword(password);
        session.setConfig("StrictHostKeyChecking", "no");
        assertThatThrownBy(() -> session.connect(10_000)).isInstanceOf(JSchException.class);
    }
}
