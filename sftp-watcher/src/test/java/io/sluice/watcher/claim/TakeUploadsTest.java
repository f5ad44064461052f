package io.sluice.watcher.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sluice.contracts.event.UploadClaimed;
import io.sluice.watcher.testing.FakeVolume.Door;
import io.sluice.watcher.testing.Steps;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakeUploadsTest {
    private static final String NAME = "20200125_order.csv";
    private static final String PATH = "/sources/order/" + NAME;

    private final World world = new World();

    /// The steps of a round that takes three uploads: folders, renames, events. Whatever step a process dies at,
    /// before or after it, the next one brings every file to exactly one job.
    @ParameterizedTest
    @CsvSource({"false, NONE", "true, NONE", "false, WORKS", "true, WORKS"})
    void everyUploadBecomesOneJobWhereverTheProcessDies(boolean afterTheStep, Door door) {
        var died = 0;
        for (int step = 1; step <= 30; step++) {
            var scene = new World();
            scene.volume().door(door);
            var watcher = scene.watcher();
            scene.uploads("20200125_order.csv", "one");
            scene.uploads("20200126_order.csv", "two");
            scene.uploads("20200125_order.tsv", "three");
            scene.steps().killAt(step, afterTheStep);
            try {
                scene.rounds(watcher, Duration.ofSeconds(6));
            } catch (Steps.Killed end) {
                died++;
            }
            scene.steps().restart();

            scene.rounds(scene.watcher(), Duration.ofSeconds(6));

            assertThat(scene.volume().files("/accounts")).as("step %d", step).isEmpty();
            assertThat(scene.volume().files("/processing")).as("step %d", step).hasSize(3);
            assertThat(new HashSet<>(scene.claims().stream()
                            .map(claim -> "/processing/acme/%s/%s"
                                    .formatted(claim.job().jobId(), claim.job().fileName()))
                            .toList()))
                    .as("step %d", step)
                    .isEqualTo(new HashSet<>(scene.volume().files("/processing")));
            assertThat(jobsOfTheDay(scene)).as("step %d", step).isSorted();
        }
        assertThat(died).isGreaterThan(10);
    }

    private static List<String> jobsOfTheDay(World scene) {
        var seen = new HashSet<String>();
        return scene.claims().stream()
                .filter(claim -> claim.job().dataDate().toString().equals("20200125"))
                .map(claim -> claim.job().jobId().value())
                .filter(seen::add)
                .toList();
    }

    @Test
    void emptyFoldersOfDeadWatchersAreSweptUp() {
        world.volume().putFolders("/processing/acme/0193f000000070008000000000000001");
        var watcher = world.watcher();

        world.rounds(watcher, Duration.ofMinutes(25));

        assertThat(world.volume().folders("/processing/acme")).isEmpty();
    }

    @Test
    void claimOfAnotherWatcherIsAnnouncedWhenItLiesForLong() {
        var watcher = world.watcher();
        watcher.run();
        world.volume().putFolders("/processing/acme/0193f000000070008000000000000001");
        world.volume().put("/processing/acme/0193f000000070008000000000000001/" + NAME, "a\n");
        world.rounds(watcher, Duration.ofMinutes(10));
        var early = world.claims();

        world.rounds(watcher, Duration.ofMinutes(30));

        assertThat(early).isEmpty();
        assertThat(world.claims())
                .extracting(claim -> claim.job().jobId().value())
                .containsOnly("0193f000000070008000000000000001");
    }

    @Test
    void losesNoClaimWhileTheMessagingIsNotWiredYet() {
        world.uploads(NAME, "a\n");
        var former = world.watcher();
        former.run();
        world.time().pass(World.QUIET);
        world.events().away(true);
        former.run();
        world.events().away(false);
        var watcher = world.watcher();
        world.events().unwired(true);
        var failed = catchThrowable(watcher::run);
        world.events().unwired(false);

        watcher.run();

        assertThat(failed).hasMessage("no emitter yet");
        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void claimThatStillLiesThereIsAnnouncedOnceMore() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");

        world.rounds(watcher, Duration.ofMinutes(30));

        assertThat(world.claims()).hasSizeBetween(2, 3);
        assertThat(world.claims())
                .extracting(claim -> claim.job().jobId())
                .containsOnly(world.claims().getFirst().job().jobId());
    }

    @Test
    void claimsNothingNewWhileTheBrokerIsAway() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        world.events().away(true);
        world.rounds(watcher, Duration.ofSeconds(6));
        world.uploads("20200126_order.csv", "b\n");

        world.rounds(watcher, Duration.ofSeconds(20));

        assertThat(world.volume().files("/accounts")).containsExactly(World.ORDERS + "20200126_order.csv");
    }

    @Test
    void announcesInOrderOnceTheBrokerIsBack() {
        var watcher = world.watcher();
        world.events().away(true);
        world.uploads("20200125_order.tsv", "a\n");
        world.uploads(NAME, "b\n");
        world.rounds(watcher, Duration.ofSeconds(6));
        world.events().away(false);

        world.rounds(watcher, Duration.ofSeconds(4));

        assertThat(world.claims())
                .extracting(claim -> claim.job().fileName())
                .containsExactly("20200125_order.tsv", NAME);
    }

    @Test
    void lostRaceLeavesNoTrace() {
        world.uploads(NAME, "a\n");
        var one = world.watcher();
        var other = world.watcher();
        one.run();
        other.run();
        world.time().pass(World.QUIET);

        one.run();
        other.run();

        assertThat(world.claims()).hasSize(1);
        assertThat(world.volume().folders("/processing/acme")).hasSize(1);
    }

    @Test
    void reuploadWhileTheFormerVersionIsWorkedOnIsAnotherJob() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        world.rounds(watcher, Duration.ofSeconds(6));
        world.uploads(NAME, "bb\n");

        world.rounds(watcher, Duration.ofSeconds(6));

        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(2L, 3L);
        assertThat(world.claims()).extracting(claim -> claim.job().jobId()).doesNotHaveDuplicates();
    }

    @Test
    void fileThatIsOpenedInTheMomentOfTheClaimIsPutBack() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        watcher.run();
        world.time().pass(World.QUIET);
        world.volume().before("rename " + World.ORDERS + NAME, () -> world.opens(PATH));

        watcher.run();

        assertThat(world.claims()).isEmpty();
        assertThat(world.volume().files("/")).contains(World.ORDERS + NAME);
        assertThat(world.volume().folders("/processing/acme")).isEmpty();
    }

    @Test
    void fileThatWasPutBackIsTakenOnceItIsClosed() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        watcher.run();
        world.time().pass(World.QUIET);
        world.volume().before("rename " + World.ORDERS + NAME, () -> world.opens(PATH));
        watcher.run();
        world.volume().append(World.ORDERS + NAME, "1\n");
        world.closes(PATH, 2);

        world.rounds(watcher, Duration.ofSeconds(6));

        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(4L);
    }

    @Test
    void fileThatChangesInTheMomentOfTheClaimIsPutBack() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        watcher.run();
        world.time().pass(World.QUIET);
        world.volume()
                .before("rename " + World.ORDERS + NAME, () -> world.volume().append(World.ORDERS + NAME, "1\n"));

        watcher.run();

        assertThat(world.claims()).isEmpty();
        assertThat(world.volume().files("/accounts")).containsExactly(World.ORDERS + NAME);
    }

    @Test
    void announcesClaimOnlyOnceItIsSealed() {
        world.volume().door(Door.AWAY);
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        world.rounds(watcher, Duration.ofSeconds(8));
        var unsealed = world.claims();
        world.volume().door(Door.WORKS);

        watcher.run();

        assertThat(unsealed).isEmpty();
        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void claimThatStaysUnsealedIsPutBackAndTakenOnceTheDoorIsThere() {
        world.volume().door(Door.AWAY);
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        watcher.run();
        world.time().pass(World.QUIET);
        watcher.run();
        world.time().pass(World.SEAL_PATIENCE);
        var claimed = world.volume().files("/accounts");

        watcher.run();
        var returned = world.volume().files("/accounts");
        world.volume().door(Door.WORKS);
        world.rounds(watcher, Duration.ofSeconds(6));

        assertThat(claimed).isEmpty();
        assertThat(returned).containsExactly(World.ORDERS + NAME);
        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void claimWhoseSealIsRefusedIsPutBackAtOnce() {
        world.volume().door(Door.AWAY);
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        watcher.run();
        world.time().pass(World.QUIET);
        watcher.run();
        world.ledger("seal-refused", "", world.volume().files("/processing").getFirst());
        world.opens(PATH);

        watcher.run();

        assertThat(world.claims()).isEmpty();
        assertThat(world.volume().files("/accounts")).containsExactly(World.ORDERS + NAME);
        assertThat(world.volume().folders("/processing/acme")).isEmpty();
    }

    @Test
    void sealedFileIsGivenBackToItsTenantBeforeItReturns() {
        world.volume().door(Door.WORKS);
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        watcher.run();
        world.time().pass(World.QUIET);
        world.volume().before("rename " + World.ORDERS + NAME, () -> world.opens(PATH));

        watcher.run();
        watcher.run();

        assertThat(world.claims()).isEmpty();
        assertThat(world.volume().isTenants(World.ORDERS + NAME)).isTrue();
        assertThat(world.volume().folders("/processing/acme")).isEmpty();
    }

    @Test
    void fileThatIsToBeGivenBackReturnsThoughTheWatcherDied() {
        world.volume().door(Door.WORKS);
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        watcher.run();
        world.time().pass(World.QUIET);
        world.volume().before("rename " + World.ORDERS + NAME, () -> world.opens(PATH));
        watcher.run();
        world.closes(PATH, 2);

        var next = world.watcher();
        next.run();

        assertThat(world.claims()).isEmpty();
        assertThat(world.volume().isTenants(World.ORDERS + NAME)).isTrue();
        assertThat(world.volume().folders("/processing/acme")).isEmpty();
    }

    @Test
    void neverPutsBackOverNewerUpload() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        watcher.run();
        world.time().pass(World.QUIET);
        world.volume()
                .before("rename " + World.ORDERS + NAME, () -> world.volume().append(World.ORDERS + NAME, "1\n"));
        world.volume().after("rename " + World.ORDERS + NAME, () -> world.uploads(NAME, "newer\n"));

        world.rounds(watcher, Duration.ofSeconds(80));

        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactlyInAnyOrder(6L, 4L);
        assertThat(world.volume().files("/processing")).hasSize(2);
    }

    @Test
    void newUploadRightAfterTheClaimDoesNotHoldItBack() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        watcher.run();
        world.time().pass(World.QUIET);
        world.volume().after("rename " + World.ORDERS + NAME, () -> {
            world.opens(PATH);
            world.volume().put(World.ORDERS + NAME, "n");
        });

        watcher.run();

        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(2L);
    }

    @Test
    void claimWhoseRenameWasCutOffIsSettledInTheNextRound() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        watcher.run();
        world.time().pass(World.QUIET);
        world.volume().cutAfter("rename " + World.ORDERS + NAME);
        var cut = catchThrowable(watcher::run);

        world.rounds(watcher, Duration.ofSeconds(4));

        assertThat(cut).isInstanceOf(ClaimUncertainException.class);
        assertThat(world.claims()).hasSize(1);
        assertThat(world.volume().files("/processing")).hasSize(1);
    }

    @Test
    void strangeThingsInProcessingAreLeftAlone() {
        world.volume().putFolders("/processing/acme/not-a-job");
        world.volume().put("/processing/acme/not-a-job/20200125_order.csv", "a");
        world.volume().putFolders("/processing/acme/0193f000000070008000000000000001");
        world.volume().put("/processing/acme/0193f000000070008000000000000001/readme.txt", "a");

        world.rounds(world.watcher(), Duration.ofMinutes(30));

        assertThat(world.claims()).isEmpty();
        assertThat(world.volume().files("/processing")).hasSize(2);
    }

    @Test
    void takesManyFilesInOneRound() {
        IntStream.range(0, 250)
                .forEach(day -> world.uploads(
                        LocalDate.of(2020, 1, 1).plusDays(day).toString().replace("-", "") + "_order.csv", "a\n"));

        world.rounds(world.watcher(), Duration.ofSeconds(4));

        assertThat(world.claims()).hasSize(250);
    }
}
