package io.sluice.watcher.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.EntryCount;
import io.sluice.contracts.limit.EntryCount.Kind;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import io.sluice.fixtures.volume.Steps;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Scan cycles over one account with small limits; its day ends at 16:00 UTC, its clock begins at 10:00.
class EnforceLimitsTest {
    private static final Duration SHORT = Duration.ofSeconds(8);
    private static final long PLENTY = 1_000_000;
    private static final String FIRST = "20200125_order.csv";
    private static final String SECOND = "20200126_order.csv";
    private static final String THIRD = "20200127_order.csv";
    private static final String AT_SIX = "0 6 * * * Asia/Taipei";

    private World world = new World();

    @Test
    void refusesTheUploadThatWentOverTheDailyLimitAndWhatCameAfter() {
        world.limit(PLENTY, 100);
        upload(FIRST, 60);
        upload(SECOND, 60);
        upload(THIRD, 1);

        world.cycles(world.watcher(), SHORT);

        assertThat(world.exceeded(FIRST)).isEmpty();
        assertThat(world.exceeded(SECOND)).contains(LimitExceeded.ofBytes(Limit.DAILY, 120, 100));
        assertThat(world.exceeded(THIRD)).contains(LimitExceeded.ofBytes(Limit.DAILY, 121, 100));
    }

    @Test
    void keepsAnAccountReadOnlyUntilItsDayEnds() {
        world.limit(PLENTY, 100);
        var watcher = world.watcher();
        upload(FIRST, 101);
        world.cycles(watcher, SHORT);
        var during = world.readOnly();
        world.time().pass(Duration.ofHours(6));

        watcher.run();

        assertThat(during.accounts()).singleElement().satisfies(entry -> {
            assertThat(entry.accountId()).isEqualTo(World.ACME);
            assertThat(entry.limit()).isEqualTo(Limit.DAILY);
            assertThat(entry.until()).contains(Instant.parse("2026-11-21T16:00:00Z"));
        });
        assertThat(world.readOnly().accounts()).isEmpty();
    }

    @Test
    void makesAnAccountReadOnlyWhileTheBreakingUploadIsOpen() {
        world.limit(PLENTY, 100);
        var watcher = world.watcher();
        world.beginsUpload(FIRST, "x".repeat(101));

        watcher.run();

        assertThat(world.readOnly().at(world.time().instant())).containsExactly(World.ACME);
    }

    @Test
    void refusesTheUploadThatWasBrokenOffOverTheLimit() {
        world.limit(PLENTY, 100);
        world.uploadsAndIsCutOff(FIRST, "x".repeat(130));

        world.cycles(world.watcher(), SHORT);

        assertThat(world.exceeded(FIRST)).contains(LimitExceeded.ofBytes(Limit.DAILY, 130, 100));
    }

    @Test
    void leavesTheUploadThatWasBrokenOffBeforeTheLimit() {
        world.limit(PLENTY, 100);
        world.uploadsAndIsCutOff(FIRST, "x".repeat(50));
        upload(SECOND, 60);

        world.cycles(world.watcher(), SHORT);

        assertThat(world.claims()).hasSize(1);
        assertThat(world.exceeded(SECOND)).contains(LimitExceeded.ofBytes(Limit.DAILY, 110, 100));
    }

    @Test
    void refusesAtOnceThoughThePickUpIsTomorrow() {
        world = new World().schedule(AT_SIX);
        world.limit(PLENTY, 100);
        upload(FIRST, 60);
        upload(SECOND, 60);

        world.cycles(world.watcher(), SHORT);

        assertThat(world.claims()).hasSize(1);
        assertThat(world.exceeded(SECOND)).isPresent();
    }

    @Test
    void takesTheUploadWhenTheLimitWasRaisedMeanwhile() {
        world.limit(PLENTY, 100);
        var watcher = world.watcher();
        upload(FIRST, 130);
        watcher.run();
        assertThat(world.readOnly().accounts()).hasSize(1);
        world.limit(PLENTY, 200);

        world.cycles(watcher, SHORT);

        assertThat(world.readOnly().accounts()).isEmpty();
        assertThat(world.claims()).hasSize(1);
        assertThat(world.exceeded(FIRST)).isEmpty();
    }

    @Test
    void refusesTheNewestUntilTheWorkspaceIsWithinItsLimit() {
        world = new World().schedule(AT_SIX);
        world.limit(100, PLENTY);
        world.volume().put("/accounts/acme/processed/order/a.csv", "x".repeat(20));
        var watcher = world.watcher();
        upload(FIRST, 60);
        world.cycles(watcher, SHORT);
        upload(SECOND, 30);
        world.cycles(watcher, SHORT);

        world.cycles(watcher, Duration.ofMinutes(5));

        assertThat(world.claims()).hasSize(1);
        assertThat(world.exceeded(SECOND)).contains(LimitExceeded.ofBytes(Limit.WORKSPACE, 110, 100));
        assertThat(world.readOnly().accounts()).singleElement().satisfies(entry -> {
            assertThat(entry.limit()).isEqualTo(Limit.WORKSPACE);
            assertThat(entry.until()).isEmpty();
        });
    }

    @Test
    void takesAtItsPickUpWhatArrivedBeforeThoughTheWorkspaceStaysFullAndTheWatcherWasRestarted() {
        world = new World().schedule(AT_SIX);
        world.limit(100, PLENTY);
        var watcher = world.watcher();
        upload(FIRST, 60);
        world.cycles(watcher, SHORT);
        upload(SECOND, 50);
        world.cycles(watcher, SHORT);
        var restarted = world.watcher();
        world.cycles(restarted, SHORT);
        world.time().pass(Duration.ofHours(12));

        world.cycles(restarted, SHORT);

        assertThat(world.exceeded(FIRST)).isEmpty();
        assertThat(world.exceeded(SECOND)).isPresent();
    }

    @Test
    void refusesTheOpenUploadThatFilledTheWorkspaceAndNotTheOneThatWaits() {
        world = new World().schedule(AT_SIX);
        world.limit(100, PLENTY);
        var watcher = world.watcher();
        upload(FIRST, 60);
        world.cycles(watcher, SHORT);
        world.opens("/sources/order/" + SECOND);
        world.volume().put(World.ORDERS + SECOND, "x".repeat(41));
        world.cycles(watcher, SHORT);
        assertThat(world.readOnly().accounts()).hasSize(1);
        world.isCutOff("/sources/order/" + SECOND, 41);

        world.cycles(watcher, SHORT);

        assertThat(world.claims()).hasSize(1);
        assertThat(world.exceeded(SECOND)).contains(LimitExceeded.ofBytes(Limit.WORKSPACE, 101, 100));
    }

    @Test
    void mayWriteAgainWhenRoomWasMade() {
        world.limit(100, PLENTY);
        world.volume().put("/accounts/acme/processed/order/a.csv", "x".repeat(101));
        var watcher = world.watcher();
        world.cycles(watcher, SHORT);
        assertThat(world.readOnly().accounts()).hasSize(1);
        world.volume().delete("/accounts/acme/processed/order/a.csv");

        world.cycles(watcher, Duration.ofMinutes(11));

        assertThat(world.readOnly().accounts()).isEmpty();
        assertThat(world.usage().workspace().usedBytes()).isZero();
    }

    @Test
    void refusesTheNewestEmptyFilesUntilTheirNumberIsWithinTheLimit() {
        world = new World().schedule(AT_SIX);
        var watcher = world.watcher();
        upload(FIRST, 0);
        world.cycles(watcher, SHORT);
        IntStream.range(1, World.MOST_FILES).forEach(i -> world.volume().put(World.ORDERS + "empty-" + i, ""));
        upload(SECOND, 0);

        world.cycles(watcher, SHORT);

        assertThat(world.claims()).hasSize(1);
        assertThat(world.exceeded(SECOND))
                .contains(new LimitExceeded(
                        Limit.WORKSPACE,
                        0,
                        5L << 30,
                        Optional.of(new EntryCount(Kind.FILES, World.MOST_FILES + 1, World.MOST_FILES))));
        assertThat(world.readOnly().at(world.time().instant())).containsExactly(World.ACME);
    }

    @Test
    void mayWriteAgainWhenFilesWentAway() {
        var watcher = world.watcher();
        IntStream.rangeClosed(0, World.MOST_FILES)
                .forEach(i -> world.volume().put("/accounts/acme/invalid/order/old-" + i, ""));
        world.cycles(watcher, SHORT);
        assertThat(world.readOnly().accounts()).hasSize(1);
        world.volume().delete("/accounts/acme/invalid/order/old-0");

        world.cycles(watcher, Duration.ofMinutes(11));

        assertThat(world.readOnly().accounts()).isEmpty();
    }

    @Test
    void mayOnlyReadWhileItHasMoreFoldersThanAreMeasured() {
        var watcher = world.watcher();
        IntStream.rangeClosed(0, World.MOST_FOLDERS)
                .forEach(i -> world.volume().putFolders(World.ORDERS + "folder-" + i));
        upload(FIRST, 1);

        world.cycles(watcher, SHORT);

        assertThat(world.readOnly().at(world.time().instant())).containsExactly(World.ACME);
        upload(SECOND, 1);
        world.cycles(watcher, SHORT);
        assertThat(world.exceeded(SECOND).flatMap(LimitExceeded::entries))
                .contains(new EntryCount(Kind.FOLDERS, World.MOST_FOLDERS + 7, World.MOST_FOLDERS));
    }

    @Test
    void takesOverAndKeepsWhatAnotherWatcherWrote() {
        world.limit(PLENTY, 100);
        var one = world.watcher();
        var other = world.watcher();
        upload(FIRST, 101);
        one.run();
        var written = world.volume().stat(VolumePaths.READ_ONLY);
        world.time().pass(Duration.ofSeconds(5));

        other.run();
        one.run();

        assertThat(world.volume().stat(VolumePaths.READ_ONLY)).isEqualTo(written);
        assertThat(world.volume().files(VolumePaths.LIMITS))
                .containsExactlyInAnyOrder(VolumePaths.READ_ONLY, VolumePaths.NEXT_PICKUPS);
    }

    @Test
    void writesAnUnreadableListAnew() {
        world.limit(PLENTY, 100);
        world.volume().putFolders(VolumePaths.LIMITS);
        world.volume().put(VolumePaths.READ_ONLY, "{\"acc");
        upload(FIRST, 101);

        world.watcher().run();

        assertThat(world.readOnly().accounts()).hasSize(1);
    }

    @Test
    void announcesARefusalWhereverItIsKilled() {
        var died = 0;
        for (var after : List.of(false, true)) {
            for (int step = 1; step < 40; step++) {
                world = new World();
                world.limit(PLENTY, 100);
                upload(FIRST, 101);
                world.steps().killAt(step, after);
                try {
                    world.cycles(world.watcher(), SHORT);
                } catch (Steps.Killed killed) {
                    died++;
                }
                world.steps().restart();

                world.cycles(world.watcher(), SHORT);

                assertThat(world.claims())
                        .as("killed at step %d", step)
                        .isNotEmpty()
                        .allSatisfy(claim ->
                                assertThat(claim.exceeded()).contains(LimitExceeded.ofBytes(Limit.DAILY, 101, 100)));
            }
        }
        assertThat(died).isGreaterThan(12);
    }

    private void upload(String name, int size) {
        world.uploads(name, "x".repeat(size));
    }
}
