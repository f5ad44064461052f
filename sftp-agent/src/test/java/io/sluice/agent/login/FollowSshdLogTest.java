package io.sluice.agent.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.AddressRange;
import io.sluice.sftpserver.account.JudgeRefusal;
import io.sluice.sftpserver.account.KnownAccounts;
import io.sluice.sftpserver.account.SftpAccount;
import io.sluice.sftpserver.file.LogInFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowSshdLogTest {
    @TempDir
    private Path folder;

    private final KnownAccounts known = new KnownAccounts();

    @BeforeEach
    void accounts() {
        known.replace(List.of(
                new SftpAccount(
                        new AccountId("acme"),
                        AccountState.ACTIVE,
                        Optional.of("$6$salt$hash"),
                        List.of(),
                        List.of(AddressRange.parse("203.0.113.0/24")),
                        Set.of()),
                new SftpAccount(
                        new AccountId("key-only"),
                        AccountState.ACTIVE,
                        Optional.empty(),
                        List.of(),
                        List.of(AddressRange.parse("fe80::/10")),
                        Set.of())));
    }

    @Test
    void writesALineForEachAttempt() throws IOException {
        sshd("1795255200.000001 Connection from 203.0.113.7 port 4711 on 10.0.0.5 port 2222 rdomain \"\"\r");
        sshd("1795255200.000002 Accepted password for acme from 203.0.113.7 port 4711 ssh2\r");
        sshd("1795255201.500000 Failed publickey for acme from 203.0.113.7 port 4712 ssh2: RSA SHA256:Ab/c+1\r");

        follow();

        assertThat(recorded())
                .containsExactly(
                        "{\"at\":\"2026-11-21T10:00:00.000002Z\",\"accuid\":\"acme\",\"address\":\"203.0.113.7\",\"port\":4711,"
                                + "\"method\":\"password\",\"outcome\":\"accepted\"}",
                        "{\"at\":\"2026-11-21T10:00:01.500Z\",\"accuid\":\"acme\",\"address\":\"203.0.113.7\",\"port\":4712,"
                                + "\"method\":\"publickey\",\"outcome\":\"refused\",\"reason\":\"unknown-key\"}");
    }

    @Test
    void saysWhyFromWhatItKnowsOfTheAccount() throws IOException {
        sshd("1795255200.000001 Failed password for acme from 198.51.100.1 port 1 ssh2");
        sshd("1795255200.000002 Failed password for acme from 203.0.113.7 port 2 ssh2");
        sshd("1795255200.000003 Failed password for key-only from fe80::1%eth0 port 3 ssh2");
        sshd("1795255200.000004 Failed password for invalid user stranger from 203.0.113.7 port 4 ssh2");

        follow();

        assertThat(recorded().stream().map(line -> line.replaceAll(".*\"reason\":\"(.*)\".*", "$1")))
                .containsExactly("address-not-allowed", "wrong-password", "no-password-set", "unknown-account");
    }

    @Test
    void believesSshdAndNotAUserWhoseNameLooksLikeALine() throws IOException {
        sshd("1795255200.000001 Failed password for invalid user acme from 203.0.113.7 port 1 ssh2 from 198.51.100.1"
                + " port 22 ssh2");
        sshd("1795255200.000002 Invalid user Accepted password for acme from 203.0.113.7 port 1 ssh2");

        follow();

        assertThat(recorded())
                .containsExactly("{\"at\":\"2026-11-21T10:00:00.000001Z\",\"address\":\"198.51.100.1\",\"port\":22,"
                        + "\"method\":\"password\",\"outcome\":\"refused\",\"reason\":\"unknown-account\"}");
    }

    @Test
    void repeatsNothingWhenItIsStartedAgain() throws IOException {
        sshd("1795255200.000001 Accepted password for acme from 203.0.113.7 port 1 ssh2");
        follow();
        Files.move(folder.resolve("sshd.log"), folder.resolve("sshd.log.1"));
        sshd("1795255200.000002 Accepted password for acme from 203.0.113.7 port 2 ssh2");

        follow();

        assertThat(recorded()).hasSize(2);
    }

    @Test
    void goesOnInTheNewFileAndBearsAClockThatIsSetBack() throws IOException {
        var following = new FollowSshdLog(folder.resolve("sshd.log"), file(), new JudgeRefusal(known));
        following.begin();
        sshd("1795255200.000001 Accepted password for acme from 203.0.113.7 port 1 ssh2");
        drain(following);
        sshd("1795255200.000002 Accepted password for acme from 203.0.113.7 port 2 ssh2");
        Files.move(folder.resolve("sshd.log"), folder.resolve("sshd.log.1"));
        sshd("1795250000.000000 Accepted password for acme from 203.0.113.7 port 3 ssh2");

        drain(following);

        assertThat(recorded()).hasSize(3);
    }

    @Test
    void beginsBehindHalfALine() throws IOException {
        Files.writeString(folder.resolve("log-ins.log"), "{\"at\":\"2026");
        sshd("1795255200.000001 Accepted password for acme from 203.0.113.7 port 1 ssh2");

        follow();

        assertThat(recorded()).hasSize(2).first().isEqualTo("{\"at\":\"2026");
    }

    @Test
    void staysSmallUnderAFlood() throws IOException {
        var line = "1795255200.000001 Failed password for invalid user x from 203.0.113.7 port 1 ssh2\n";
        Files.writeString(folder.resolve("sshd.log"), line.repeat(1_000));

        follow();

        assertThat(Files.size(folder.resolve("log-ins.log"))).isLessThan(4_300);
        assertThat(Files.size(folder.resolve("log-ins.log.1"))).isLessThan(4_300);
    }

    private void sshd(String line) throws IOException {
        Files.writeString(
                folder.resolve("sshd.log"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void follow() throws IOException {
        var following = new FollowSshdLog(folder.resolve("sshd.log"), file(), new JudgeRefusal(known));
        following.begin();
        drain(following);
    }

    private static void drain(FollowSshdLog following) throws IOException {
        while (following.step()) {
            // Each step reads more, until nothing is left.
        }
    }

    private LogInFile file() {
        return new LogInFile(folder.resolve("log-ins.log"), 4_096, _ -> {});
    }

    private List<String> recorded() throws IOException {
        return Files.readAllLines(folder.resolve("log-ins.log"));
    }
}
