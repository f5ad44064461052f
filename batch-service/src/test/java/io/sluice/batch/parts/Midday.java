package io.sluice.batch.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.sluice.batch.state.AccountDay;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A time zone in which it is about noon: no day ends there while a test runs.
public record Midday(ZoneId zone) {
    public static Midday now() {
        return new Midday(ZoneId.of(
                "Etc/GMT%+d".formatted(Instant.now().atOffset(ZoneOffset.UTC).getHour() - 12)));
    }

    /// The answer asks to wait until the day of an account of that zone ends.
    ///
    /// @param before a moment before the request was sent
    public void assertAsksToWaitForTheNextDay(Response answer, Instant before) {
        var after = Instant.now();
        var wait = Duration.ofSeconds(Long.parseLong(answer.header("Retry-After")));
        // Full seconds, rounded up.
        assertThat(AccountDay.at(before, zone).endsAt())
                .isBetween(before.plus(wait).minusSeconds(1), after.plus(wait));
    }
}
