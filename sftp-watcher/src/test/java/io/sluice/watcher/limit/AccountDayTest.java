package io.sluice.watcher.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class AccountDayTest {

    @Test
    void beginsAtMidnightOfTheAccountsZone() {
        var day = at("2026-11-21T15:59:59Z", "Asia/Taipei");

        assertThat(day.begin()).isEqualTo("2026-11-20T16:00:00Z");
        assertThat(day.end()).isEqualTo("2026-11-21T16:00:00Z");
    }

    @Test
    void hasTwentyThreeHoursInSpringAndTwentyFiveInAutumn() {
        var spring = at("2026-03-29T12:00:00Z", "Europe/Berlin");
        var autumn = at("2026-10-25T12:00:00Z", "Europe/Berlin");

        assertThat(Duration.between(spring.begin(), spring.end())).isEqualTo(Duration.ofHours(23));
        assertThat(Duration.between(autumn.begin(), autumn.end())).isEqualTo(Duration.ofHours(25));
    }

    @Test
    void beginsAtTheFirstMomentWhereMidnightIsSkipped() {
        var day = at("2026-04-24T12:00:00Z", "Africa/Cairo");

        assertThat(day.begin()).isEqualTo("2026-04-23T22:00:00Z");
        assertThat(day.begin().atZone(day.zone()).toLocalTime()).isEqualTo("01:00");
    }

    @Test
    void isKeptUntilItEndsOrTheZoneChanges() {
        var day = at("2026-11-21T10:00:00Z", "Asia/Taipei");

        assertThat(day.orThatOf(day.end().minusMillis(1), day.zone())).isSameAs(day);
        assertThat(day.orThatOf(day.end(), day.zone()).begin()).isEqualTo(day.end());
        assertThat(day.orThatOf(day.begin(), ZoneId.of("UTC")).begin()).isEqualTo("2026-11-20T00:00:00Z");
    }

    private static AccountDay at(String moment, String zone) {
        return AccountDay.at(Instant.parse(moment), ZoneId.of(zone));
    }
}
