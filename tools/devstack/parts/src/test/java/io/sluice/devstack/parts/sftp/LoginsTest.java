package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.AddressRange;
import io.sluice.contracts.login.RefusalReason;
import io.sluice.sftpserver.account.SftpAccount;
import io.sluice.sftpserver.file.LogInFile;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.codec.digest.Crypt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AccountBook accounts = new AccountBook();
    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private Logins logins;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeLogins() throws Exception {
        logins = new Logins(
                accounts,
                Map.of(
                        EmbeddedSftp.SERVICE_USER,
                        KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic()),
                new LogInLog(new LogInFile(folder.resolve("log-ins.log"), LogInFile.ROTATE_AT, _ -> {}), now::get),
                now::get);
        account("$6$salt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$6$salt", "$5$salt", "$6$rounds=20000$salt"})
    void takesThePasswordOfEveryCryptHash(String salt) {
        account(salt);

        assertThat(logins.passwordRefusal("acme", "right", loopback)).isEmpty();
        assertThat(logins.passwordRefusal("acme", "wrong", loopback)).contains(RefusalReason.WRONG_PASSWORD);
    }

    @Test
    void refusesAnAddressOutsideTheAllowList() throws Exception {
        assertThat(logins.passwordRefusal("acme", "right", InetAddress.ofLiteral("203.0.113.1")))
                .contains(RefusalReason.ADDRESS_NOT_ALLOWED);
    }

    @Test
    void refusesUnknownAccountsAndTheServiceUser() {
        assertThat(logins.passwordRefusal("unknown", "nobody", loopback)).contains(RefusalReason.UNKNOWN_ACCOUNT);
        assertThat(logins.passwordRefusal("sluice-service", "nobody", loopback))
                .contains(RefusalReason.UNKNOWN_ACCOUNT);
    }

    @Test
    void refusesEveryPasswordOfAnAccountThatHasNone() {
        accounts.replace(Set.of(new SftpAccount(
                new AccountId("keyed"),
                AccountState.ACTIVE,
                Optional.empty(),
                List.of(),
                List.of(AddressRange.parse("127.0.0.0/8")),
                Set.of())));

        assertThat(logins.passwordRefusal("keyed", "nobody", loopback)).contains(RefusalReason.NO_PASSWORD_SET);
    }

    @Test
    void refusesTheRightPasswordForAMinuteAfterTenWrongOnes() {
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(logins.passwordRefusal("acme", "wrong", loopback)).contains(RefusalReason.WRONG_PASSWORD);
        }

        assertThat(logins.passwordRefusal("acme", "right", loopback)).contains(RefusalReason.TOO_MANY_ATTEMPTS);
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(1)));
        assertThat(logins.passwordRefusal("acme", "right", loopback)).isEmpty();
    }

    /// The check of a megabyte would take a minute of the processor.
    @Test
    void refusesAPasswordOfMoreThanAThousandCharactersUnchecked() {
        String endless = "x".repeat(1_025);
        accounts.replace(Set.of(LocalAccount.of("acme", Crypt.crypt(endless, "$5$salt"), Set.of("order"))));

        assertThat(logins.passwordRefusal("acme", endless, loopback)).contains(RefusalReason.WRONG_PASSWORD);
        assertThat(logins.passwordRefusal("acme", "x".repeat(1_024), loopback)).contains(RefusalReason.WRONG_PASSWORD);
    }

    private void account(String salt) {
        accounts.replace(Set.of(LocalAccount.of("acme", Crypt.crypt("right", salt), Set.of("order"))));
    }
}
