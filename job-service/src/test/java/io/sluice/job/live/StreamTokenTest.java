package io.sluice.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.account.AccountView;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamTokenTest {
    private static final Instant EXPIRY = Instant.ofEpochSecond(1_621_563_084);
    private static final StreamToken PASS = new StreamToken(Optional.empty(), "token-1", EXPIRY);

    @Test
    void isValidUntilTheTokenExpires() {
        assertThat(PASS.isValid(new AccountView(), at(EXPIRY.minusMillis(1)))).isTrue();
        assertThat(PASS.isValid(new AccountView(), at(EXPIRY))).isFalse();
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }
}
