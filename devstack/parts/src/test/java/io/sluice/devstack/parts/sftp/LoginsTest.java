package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.codec.digest.Crypt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AccountBook accounts = new AccountBook();
    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private Logins logins;

    @BeforeEach
    void makeLogins() throws Exception {
        logins = new Logins(
                accounts, KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic(), now::get);
        account("$6$salt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$6$salt", "$5$salt", "$6$rounds=20000$salt"})
    void takesThePasswordOfEveryCryptHash(String salt) {
        account(salt);

        assertThat(logins.passwordAdmits("acme", "right", loopback)).isTrue();
        assertThat(logins.passwordAdmits("acme", "wrong", loopback)).isFalse();
    }

    @Test
    void refusesAnAddressOutsideTheAllowList() throws Exception {
        assertThat(logins.passwordAdmits("acme", "right", InetAddress.ofLiteral("203.0.113.1")))
                .isFalse();
    }

    @Test
    void refusesUnknownAccountsAndTheServiceUser() {
        assertThat(logins.passwordAdmits("unknown", "nobody", loopback)).isFalse();
        assertThat(logins.passwordAdmits("sluice-service", "nobody", loopback)).isFalse();
    }

    @Test
    void refusesTheRightPasswordForAMinuteAfterTenWrongOnes() {
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(logins.passwordAdmits("acme", "wrong", loopback)).isFalse();
        }

        assertThat(logins.passwordAdmits("acme", "right", loopback)).isFalse();
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(1)));
        assertThat(logins.passwordAdmits("acme", "right", loopback)).isTrue();
    }

    private void account(String salt) {
        accounts.replace(Set.of(SftpAccount.local("acme", Crypt.crypt("right", salt), Set.of("order"))));
    }
}
