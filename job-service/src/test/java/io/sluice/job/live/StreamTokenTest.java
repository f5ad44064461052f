package io.sluice.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.events.account.AccountView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTokenTest {
    private static final Instant EXPIRY = Instant.ofEpochSecond(1_621_563_084);
    private static final Instant BEFORE = EXPIRY.minusMillis(1);

    /// LiveEventsIT tries what the account's state and the revocations change.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNotValidForAnAccountThatIsNotKnown(boolean ofTenant) {
        var token = new StreamToken(new AccountId("acme"), ofTenant, "token-1", EXPIRY);
        var accounts = new AccountView(Duration.ofMinutes(1), () -> 0L);
        assertThat(token.isValid(accounts, at(BEFORE))).isFalse();

        accounts.isReadUpTo(0);

        assertThat(token.isValid(accounts, at(BEFORE))).isFalse();
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
