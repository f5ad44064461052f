package io.sluice.watcher.pickup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.fixtures.TestAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PickupsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final Pickups pickups = new Pickups(PickupTimes.parse("0 6 * * * Asia/Taipei", Optional.empty()));

    @Test
    void accountWithoutScheduleGoesByThePlatforms() {
        assertThat(next(account("Europe/Berlin", null))).hasValue(Instant.parse("2026-11-21T22:00:00Z"));
    }

    @Test
    void accountsOwnScheduleGoesBeforeThePlatforms() {
        assertThat(next(account("Asia/Taipei", "30 7 * * * Europe/Berlin")))
                .hasValue(Instant.parse("2026-11-22T06:30:00Z"));
    }

    @Test
    void accountMayBeContinuousOnADailyPlatform() {
        var window = pickups.of(account("Asia/Taipei", "continuous"), NOW);

        assertThat(window.admits(NOW)).isTrue();
        assertThat(window.nextPickup()).isEmpty();
    }

    @Test
    void scheduleWithoutZoneGoesByTheAccounts() {
        assertThat(next(account("Asia/Taipei", "0 7 * * *"))).hasValue(Instant.parse("2026-11-21T23:00:00Z"));
        assertThat(next(account("Europe/Berlin", "0 7 * * *"))).hasValue(Instant.parse("2026-11-22T06:00:00Z"));
    }

    @Test
    void unreadableScheduleGivesWayToThePlatforms() {
        assertThat(next(account("Asia/Taipei", "whenever"))).hasValue(Instant.parse("2026-11-21T22:00:00Z"));
    }

    @Test
    void forgetsSchedulesThatWereReplacedOften() {
        for (int schedule = 0; schedule < 25_000; schedule++) {
            pickups.of(
                    account(
                            "UTC",
                            "%d %d %d * * UTC".formatted(schedule % 60, schedule / 60 % 24, 1 + schedule / 1_440)),
                    NOW);
        }

        assertThat(pickups.schedules()).isBetween(1, 10_000);
    }

    @Test
    void windowMovesOnAtThePickup() {
        var account = account("Asia/Taipei", "* * * * * Asia/Taipei");
        var arrived = NOW.plusSeconds(20);

        assertThat(pickups.of(account, NOW.plusSeconds(59)).admits(arrived)).isFalse();
        assertThat(pickups.of(account, NOW.plusSeconds(60)).admits(arrived)).isTrue();
        assertThat(pickups.of(account, NOW.plusSeconds(60)).nextPickup()).hasValue(NOW.plusSeconds(120));
    }

    @Test
    void missedPickupsCountAfterALongTimeToo() {
        var account = account("Asia/Taipei", null);
        pickups.of(account, NOW);

        var window = pickups.of(account, NOW.plus(Duration.ofDays(3)));

        assertThat(window.admits(NOW.plus(Duration.ofDays(2)))).isTrue();
        assertThat(window.admits(NOW.plus(Duration.ofDays(3)))).isFalse();
    }

    @Test
    void clockThatIsSetBackGivesTheWindowOfThatMoment() {
        var account = account("Asia/Taipei", null);
        pickups.of(account, NOW.plus(Duration.ofDays(1)));

        assertThat(pickups.of(account, NOW).nextPickup()).hasValue(Instant.parse("2026-11-21T22:00:00Z"));
    }

    private Optional<Instant> next(AccountFacts account) {
        return pickups.of(account, NOW).nextPickup();
    }

    private static AccountFacts account(String zone, @Nullable String pickup) {
        return TestAccount.of("acme")
                .zone(ZoneId.of(zone))
                .pickup(Optional.ofNullable(pickup))
                .facts();
    }
}
