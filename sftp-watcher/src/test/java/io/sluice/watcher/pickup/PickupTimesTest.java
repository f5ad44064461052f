package io.sluice.watcher.pickup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PickupTimesTest {

    @Test
    void continuousAdmitsEverything() {
        var window = window("continuous", "2026-11-21T10:00:00Z");

        assertThat(window.admits(Instant.MAX)).isTrue();
        assertThat(window.nextPickup()).isEmpty();
    }

    @Test
    void dailyPickupFollowsTheZone() {
        assertThat(window("0 6 * * * Asia/Taipei", "2026-11-21T10:00:00Z"))
                .isEqualTo(between("2026-11-20T22:00:00Z", "2026-11-21T22:00:00Z", "Asia/Taipei"));
    }

    @Test
    void pickupHappensAtItsVeryInstant() {
        assertThat(window("0 6 * * * Asia/Taipei", "2026-11-21T22:00:00Z"))
                .isEqualTo(between("2026-11-21T22:00:00Z", "2026-11-22T22:00:00Z", "Asia/Taipei"));
    }

    @Test
    void admitsWhatArrivedByThePickupAndNotLater() {
        var window = window("0 6 * * * Asia/Taipei", "2026-11-21T23:00:00Z");

        assertThat(window.admits(Instant.parse("2026-11-21T22:00:00Z"))).isTrue();
        assertThat(window.admits(Instant.parse("2026-11-21T22:00:01Z"))).isFalse();
    }

    @Test
    void skippedLocalTimeInSpringComesAsMuchLater() {
        assertThat(window("30 2 * * * Europe/Berlin", "2026-03-29T00:45:00Z"))
                .isEqualTo(between("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "Europe/Berlin"));
    }

    @Test
    void dayAfterTheSkippedTimeIsAsUsual() {
        assertThat(window("30 2 * * * Europe/Berlin", "2026-03-29T02:00:00Z"))
                .isEqualTo(between("2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z", "Europe/Berlin"));
    }

    @Test
    void repeatedLocalTimeInAutumnCountsTheFirstTime() {
        assertThat(window("30 2 * * * Europe/Berlin", "2026-10-25T01:10:00Z"))
                .isEqualTo(between("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "Europe/Berlin"));
    }

    @Test
    void uploadBetweenTheTwoPassesOfARepeatedHourWaitsForTheNextDay() {
        var window = window("30 2 * * * Europe/Berlin", "2026-10-25T02:00:00Z");

        assertThat(window.admits(Instant.parse("2026-10-25T00:30:00Z"))).isTrue();
        assertThat(window.admits(Instant.parse("2026-10-25T00:30:01Z"))).isFalse();
    }

    @Test
    void midnightThatTheClocksSkipComesAtTheDaysFirstMoment() {
        assertThat(window("0 0 * * * Africa/Cairo", "2026-04-23T22:10:00Z"))
                .isEqualTo(between("2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z", "Africa/Cairo"));
    }

    @Test
    void dayThatAZoneLeavesOutHasNoPickupOfItsOwn() {
        // Samoa went from 29 to 31 December 2011.
        assertThat(window("0 6 * * * Pacific/Apia", "2011-12-29T17:00:00Z"))
                .isEqualTo(between("2011-12-29T16:00:00Z", "2011-12-30T16:00:00Z", "Pacific/Apia"));
    }

    @Test
    void zoneOfAQuarterHourIsReadToTheMinute() {
        assertThat(window("0 6 * * * Asia/Kathmandu", "2026-11-21T00:15:00Z"))
                .isEqualTo(between("2026-11-21T00:15:00Z", "2026-11-22T00:15:00Z", "Asia/Kathmandu"));
    }

    @Test
    void scheduleThatNeverComesNamesNoMoment() {
        assertThat(window("0 0 30 2 * UTC", "2026-11-21T10:00:00Z"))
                .isEqualTo(new PickupWindow.Between(Optional.empty(), Optional.empty(), ZoneId.of("UTC")));
    }

    @Test
    void fiveFieldsGoByTheGivenZone() {
        assertThat(PickupTimes.parse("0 6 * * *", Optional.of(ZoneId.of("Asia/Taipei")))
                        .at(Instant.parse("2026-11-21T10:00:00Z")))
                .isEqualTo(between("2026-11-20T22:00:00Z", "2026-11-21T22:00:00Z", "Asia/Taipei"));
    }

    @Test
    void refusesScheduleWithoutZone() {
        assertThatThrownBy(() -> PickupTimes.parse("0 6 * * *", Optional.empty()))
                .hasMessage("expected a pick-up schedule, continuous or five cron fields and a zone like"
                        + " \"0 6 * * * Asia/Taipei\", but got \"0 6 * * *\": it has 5 fields");
    }

    @Test
    void refusesUnknownZone() {
        assertThatThrownBy(() -> PickupTimes.parse("0 6 * * * Mars/Olympus", Optional.empty()))
                .hasMessageStartingWith("expected a pick-up schedule, continuous or five cron fields and a zone like"
                        + " \"0 6 * * * Asia/Taipei\", but got \"0 6 * * * Mars/Olympus\": ");
    }

    private static PickupWindow window(String schedule, String now) {
        return PickupTimes.parse(schedule, Optional.empty()).at(Instant.parse(now));
    }

    private static PickupWindow between(String latest, String next, String zone) {
        return new PickupWindow.Between(
                Optional.of(Instant.parse(latest)), Optional.of(Instant.parse(next)), ZoneId.of(zone));
    }
}
