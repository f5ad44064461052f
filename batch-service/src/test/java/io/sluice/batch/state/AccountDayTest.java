package io.sluice.batch.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class AccountDayTest {
    @Test
    void endsAtMidnightOfTheAccount() {
        assertThat(AccountDay.at(Instant.parse("2026-11-29T17:00:00Z"), ZoneId.of("Asia/Taipei"))
                        .endsAt())
                .isEqualTo(Instant.parse("2026-11-30T16:00:00Z"));
    }

    /// In Lebanon the clocks go from 0 to 1 on that day.
    @Test
    void endsWhenTheNextDayStarts() {
        assertThat(AccountDay.at(Instant.parse("2026-03-28T12:00:00Z"), ZoneId.of("Asia/Beirut"))
                        .endsAt())
                .isEqualTo(Instant.parse("2026-03-28T22:00:00Z"));
    }
}
