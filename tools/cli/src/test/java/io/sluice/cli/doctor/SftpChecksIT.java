package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import io.sluice.cli.doctor.TenantLogIn.Secret;
import io.sluice.devstack.parts.TestSftp;
import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.sftp.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the embedded SFTP server.
class SftpChecksIT {
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final TestSftp.Address sftp = TestSftp.address();
    private final SftpAddress server = new SftpAddress("127.0.0.1", sftp.port());
    private final ServiceAccess access = access(server, sftp.privateKeyFile());

    @TempDir
    private Path folder;

    @Test
    void comparesTheHostKeysWithThoseKnown() {
        assertThat(hostKeys(server, sftp.knownHostsFile()))
                .isEqualTo(new CheckOutcome.Good("Sluice, host keys ecdsa, as in known-hosts (" + server + ")"));
    }

    @Test
    void seesAnotherHostKey() throws IOException {
        var other = KeyFiles.ensure(folder.resolve("other"));
        var known = Files.writeString(
                folder.resolve("known"), KeyFiles.knownHost("127.0.0.1", sftp.port(), other.getPublic()));

        assertThat(hostKeys(server, known))
                .isEqualTo(new CheckOutcome.Bad(
                        "the ecdsa host key is another than in " + known + " (" + server + ")",
                        "the same key",
                        "find out who changed it: the server's Secret of host keys, or somebody in between; only then"
                                + " put the new key into " + known));
    }

    @Test
    void seesAHostThatIsNotKnown() throws IOException {
        var known = Files.createFile(folder.resolve("known"));

        assertThat(hostKeys(server, known))
                .isEqualTo(new CheckOutcome.Bad(
                        "none of the offered host keys (ecdsa) is in " + known + " (" + server + ")",
                        "one of them",
                        "compare the server's keys with its Secret, then add them to " + known + ": ssh-keyscan -p "
                                + sftp.port() + " 127.0.0.1"));
    }

    @Test
    void seesThatNobodyListens() {
        var nobody = new SftpAddress("127.0.0.1", Ports.free());

        assertThat(hostKeys(nobody, sftp.knownHostsFile()))
                .isEqualTo(
                        new CheckOutcome.Bad(
                                "no SSH server answers: Connection refused (" + nobody + ")",
                                "an SSH server",
                                "see that the SFTP server runs (Kubernetes: kubectl get pods) and that host and port are right"));
        assertThat(new ChrootCheck(access(nobody, sftp.privateKeyFile()), LIMIT).run())
                .isEqualTo(new CheckOutcome.NotChecked("the service cannot log in, see there"));
    }

    @Test
    void letsTheServiceInAndSeesItsFolder() throws InterruptedException {
        assertThat(new ServiceLogInCheck(access).run())
                .isEqualTo(new CheckOutcome.Good("logs in by key and sees the volume (sluice-service@" + server + ")"));
        assertThat(new ProcessingCheck(access, Duration.ofMillis(100)).run())
                .isEqualTo(new CheckOutcome.Good(
                        "the service can write (/processing on " + server + "); owners not checked: embedded"));
        assertThat(new ChrootCheck(access, LIMIT).run())
                .isEqualTo(
                        new CheckOutcome.NotChecked("embedded: the server enforces the rules itself, without owners"));
        assertThat(sftp.volume().resolve("processing")).isEmptyDirectory();
    }

    @Test
    void seesThatTheServicesKeyIsRefused() {
        KeyFiles.ensure(folder.resolve("foreign"));

        assertThat(new ServiceLogInCheck(access(server, folder.resolve("foreign"))).run())
                .isInstanceOfSatisfying(CheckOutcome.Bad.class, bad -> {
                    assertThat(bad.fact())
                            .startsWith("sluice-service cannot log in: Auth fail")
                            .endsWith("(sluice-service@" + server + ")");
                    assertThat(bad.next())
                            .isEqualTo("see that the SFTP server runs and has the public key of "
                                    + folder.resolve("foreign") + " as that of sluice-service (OpenSSH pod: the file"
                                    + " SLUICE_SFTP_SERVICE_PUBLIC_KEY_FILE)");
                });
    }

    @Test
    void comparesTheClockByAFileAndRemovesIt() {
        assertThat(clock(InstantSource.system())).isInstanceOf(CheckOutcome.Good.class);
        assertThat(clock(InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1))))
                .isInstanceOfSatisfying(
                        CheckOutcome.Bad.class, bad -> assertThat(bad.fact()).contains("behind this machine's"));
        assertThat(sftp.volume().resolve("processing")).isEmptyDirectory();
    }

    @Test
    void reportsTheAddressThatTheServerSaw() throws Exception {
        assertThat(logIn("acme", password(TestSftp.PASSWORD)))
                .isEqualTo(new CheckOutcome.Good("logged in; the server saw 127.0.0.1 (acme@" + server + ")"));
    }

    @Test
    void saysWhyALogInWasRefused() throws Exception {
        assertThat(logIn("acme", password("wrong")))
                .isEqualTo(new CheckOutcome.Bad(
                        "refused: wrong password; the server saw 127.0.0.1 (acme@" + server + ")",
                        "a log-in",
                        "give it a new password with POST /v1/accounts/acme/password"));
        assertThat(logIn("nobody-1", password("wrong")))
                .isEqualTo(new CheckOutcome.Bad(
                        "refused: unknown account; the server saw 127.0.0.1 (nobody-1@" + server + ")",
                        "a log-in",
                        "see that the account exists (GET /v1/accounts/nobody-1) and that the SFTP agent's log says accounts"
                                + " are applied"));
        assertThat(logIn("acme", new Secret.Key(key())))
                .isEqualTo(new CheckOutcome.Bad(
                        "refused: unknown key; the server saw 127.0.0.1 (acme@" + server + ")",
                        "a log-in",
                        "add the public key with POST /v1/accounts/acme/ssh-keys"));
    }

    @Test
    void saysWhatItLacksToReportTheAddress() throws Exception {
        var check = new LogInCheck(
                new TenantLogIn("acme", password("wrong"), Optional.empty(), server, LIMIT),
                Optional.empty(),
                Optional.empty(),
                HttpCaller.within(LIMIT, Authorities.ofTheJvm()),
                LIMIT);

        assertThat(check.run())
                .isInstanceOfSatisfying(
                        CheckOutcome.Bad.class,
                        bad -> assertThat(bad.next())
                                .isEqualTo(
                                        "set sluice.sftp.* and run this again: then it says the address and the reason"));
    }

    private Secret password(String text) throws IOException {
        return new Secret.Password(Files.writeString(folder.resolve("password"), text + "\n"));
    }

    private Path key() throws Exception {
        var file = folder.resolve("tenant");
        KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048).writePrivateKey(file.toString());
        return file;
    }

    private CheckOutcome logIn(String account, Secret secret) throws InterruptedException {
        return new LogInCheck(
                        new TenantLogIn(account, secret, Optional.empty(), server, LIMIT),
                        Optional.of(access),
                        Optional.empty(),
                        HttpCaller.within(LIMIT, Authorities.ofTheJvm()),
                        LIMIT)
                .run();
    }

    private CheckOutcome clock(InstantSource here) {
        return new SftpClockCheck(access, here, Duration.ofSeconds(5)).run();
    }

    private static CheckOutcome hostKeys(SftpAddress address, Path known) {
        return new HostKeysCheck("service", new HostKeyProbe(address, LIMIT), Optional.of(known)).run();
    }

    private ServiceAccess access(SftpAddress address, Path key) {
        return new ServiceAccess(address, "sluice-service", key, Optional.of(sftp.knownHostsFile()), LIMIT);
    }
}
