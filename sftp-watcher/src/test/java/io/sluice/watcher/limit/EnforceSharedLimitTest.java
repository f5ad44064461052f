package io.sluice.watcher.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Scan cycles over one account that also sends batches: both share its daily limit. Its day ends at 16:00
/// UTC, its clock begins at 10:00.
class EnforceSharedLimitTest {
    private static final Duration SHORT = Duration.ofSeconds(8);
    private static final long PLENTY = 1_000_000;
    private static final String FIRST = "20200125_order.csv";
    private static final String SECOND = "20200126_order.csv";
    private static final Instant DAY_ENDS = Instant.parse("2026-11-21T16:00:00Z");

    private final World world = new World();

    @Test
    void refusesTheUploadThatDoesNotFitBesideTheBatchesOfTheDay() {
        world.limit(PLENTY, 100);
        uploads(FIRST, 30);
        world.sendsBatches(60, DAY_ENDS, 1);
        uploads(SECOND, 11);

        world.cycles(world.watcher(), SHORT);

        assertThat(world.exceeded(FIRST)).isEmpty();
        assertThat(world.exceeded(SECOND)).contains(LimitExceeded.ofBytes(Limit.DAILY, 101, 100));
        assertThat(world.readOnly().at(world.time().instant())).containsExactly(World.ACME);
    }

    @Test
    void makesAnAccountReadOnlyByItsBatchesUntilItsDayEnds() {
        world.limit(PLENTY, 100);
        world.sendsBatches(101, DAY_ENDS, 1);
        var watcher = world.watcher();
        world.cycles(watcher, SHORT);
        var during = world.readOnly();
        world.time().pass(Duration.ofHours(6));

        watcher.run();

        assertThat(during.at(DAY_ENDS.minusSeconds(1))).containsExactly(World.ACME);
        assertThat(world.readOnly().accounts()).isEmpty();
        assertThat(world.usage().daily().usedBytes()).isZero();
    }

    @Test
    void leavesTheUploadOfYesterdayThoughTodaysBatchesFillTheLimit() {
        world.limit(PLENTY, 100);
        uploads(FIRST, 60);
        world.time().pass(Duration.ofHours(6));
        world.sendsBatches(100, DAY_ENDS.plus(Duration.ofDays(1)), 1);

        world.cycles(world.watcher(), SHORT);

        assertThat(world.exceeded(FIRST)).isEmpty();
    }

    @Test
    void keepsAnAccountReadOnlyAfterARestartUntilItsBatchesAreRead() {
        world.limit(PLENTY, 100);
        world.sendsBatches(101, DAY_ENDS, 1);
        world.cycles(world.watcher(), SHORT);
        var batches = world.forgetBatches();
        var restarted = world.watcher();

        world.cycles(restarted, SHORT);

        assertThat(world.readOnly().accounts()).hasSize(1);
        assertThat(world.usage().daily().usedBytes()).isEqualTo(101);
        batches.isRead();
        world.cycles(restarted, SHORT);
        assertThat(world.readOnly().accounts()).isEmpty();
        assertThat(world.usage().daily().usedBytes()).isZero();
    }

    @Test
    void takesNoUploadBeforeTheBatchesOfTheDayAreRead() {
        world.limit(PLENTY, 100);
        uploads(FIRST, 50);
        var batches = world.forgetBatches();
        var watcher = world.watcher();

        world.cycles(watcher, SHORT);

        assertThat(world.claims()).isEmpty();
        assertThat(world.reason("/sources/order/" + FIRST))
                .isEqualTo("Complete, waits until it is known how much of the day's limit was used by batches");
        world.sendsBatches(60, DAY_ENDS, 1);
        batches.isRead();
        world.cycles(watcher, SHORT);
        assertThat(world.exceeded(FIRST)).contains(LimitExceeded.ofBytes(Limit.DAILY, 110, 100));
    }

    private void uploads(String name, int size) {
        world.uploads(name, "x".repeat(size));
    }
}
