package io.sluice.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.PlatformFacts;
import io.sluice.events.account.AccountView;
import io.sluice.events.account.FilledView;
import io.sluice.fixtures.TestAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTokenTest {
    private static final Instant EXPIRY = Instant.ofEpochSecond(1_621_563_084);
    private static final AccountFacts ACME = TestAccount.of("acme").facts();
    private static final Instant BEFORE = EXPIRY.minusMillis(1);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNotValidForAnAccountThatIsNotKnown(boolean ofTenant) {
        var token = new StreamToken(new AccountId("acme"), ofTenant, "token-1", EXPIRY);
        var accounts = new AccountView(Duration.ofMinutes(1), () -> 0L);
        assertThat(token.isValid(accounts, at(BEFORE))).isFalse();

        accounts.isReadUpTo(0);

        assertThat(token.isValid(accounts, at(BEFORE))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isValidWhileTheAccountFactsAreCurrent(boolean ofTenant) {
        var token = new StreamToken(ACME.accountId(), ofTenant, "token-1", EXPIRY);
        var accounts = new FilledView(ACME, PlatformFacts.NONE);
        assertThat(token.isValid(accounts.view(), at(BEFORE))).isTrue();

        accounts.becomesTooOld();

        assertThat(token.isValid(accounts.view(), at(BEFORE))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void outlivesUnreadableRevocationsOfThePlatformAsATenants(boolean ofTenant, boolean valid) {
        var token = new StreamToken(ACME.accountId(), ofTenant, "token-1", EXPIRY);
        var accounts = new FilledView(ACME, PlatformFacts.NONE);

        accounts.forgetsRevocations();

        assertThat(token.isValid(accounts.view(), at(BEFORE))).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({"true, token-1, none", "false, none, token-1"})
    void isNotValidOnceItIsRevoked(boolean ofTenant, String byAccount, String byPlatform) {
        var token = new StreamToken(ACME.accountId(), ofTenant, "token-1", EXPIRY);
        var accounts = new FilledView(
                TestAccount.after(ACME).revokedTokens(Set.of(byAccount)).facts(),
                new PlatformFacts(1, Set.of(byPlatform)));

        assertThat(token.isValid(accounts.view(), at(BEFORE))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"SUSPENDED, true, false", "SUSPENDED, false, true", "ERASED, true, false", "ERASED, false, false"})
    void endsWithItsAccount(AccountState state, boolean ofTenant, boolean valid) {
        var token = new StreamToken(ACME.accountId(), ofTenant, "token-1", EXPIRY);
        var accounts = new FilledView(TestAccount.after(ACME).state(state).facts(), PlatformFacts.NONE);

        assertThat(token.isValid(accounts.view(), at(BEFORE))).isEqualTo(valid);
    }

    @Test
    void isNotValidOnceItExpires() {
        var token = new StreamToken(new AccountId("acme"), false, "token-1", EXPIRY);

        assertThat(token.isValid(new AccountView(Duration.ofMinutes(1), () -> 0L), at(EXPIRY)))
                .isFalse();
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }
}
