package io.sluice.watcher.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.event.UploadClaimed;
import io.sluice.fixtures.volume.FakeVolume.Sealing;
import io.sluice.fixtures.volume.Steps;
import io.sluice.watcher.testing.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakeUploadsTest {
    private static final String NAME = "20200125_order.csv";

    private final World world = new World();

    /// The steps of a scan cycle that claims three uploads: folders, renames, events. Whatever step a process
    /// dies at, before or after it, the next one brings every file to exactly one job.
    @ParameterizedTest
    @CsvSource({"false, NONE", "true, NONE", "false, RUNNING", "true, RUNNING"})
    void everyUploadBecomesOneJobWhereverTheProcessDies(boolean afterTheStep, Sealing sealing) {
        var died = 0;
        for (int step = 1; step <= 30; step++) {
            var scene = new World();
            scene.volume().sealing(sealing);
            var watcher = scene.watcher();
            scene.uploads("20200125_order.csv", "one");
            scene.uploads("20200126_order.csv", "two");
            scene.uploads("20200125_order.tsv", "three");
            scene.steps().killAt(step, afterTheStep);
            try {
                scene.cycles(watcher, Duration.ofSeconds(6));
            } catch (Steps.Killed end) {
                died++;
            }
            scene.steps().restart();

            scene.cycles(scene.watcher(), Duration.ofSeconds(6));

            assertThat(scene.volume().files("/accounts")).as("step %d", step).isEmpty();
            assertThat(scene.claimedFiles()).as("step %d", step).hasSize(3);
            assertThat(new HashSet<>(scene.claims().stream()
                            .map(claim -> "/processing/acme/%s/%s"
                                    .formatted(claim.job().jobId(), claim.job().fileName()))
                            .toList()))
                    .as("step %d", step)
                    .isEqualTo(new HashSet<>(scene.claimedFiles()));
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
    void claimsLittleWhileTheBrokerIsUnavailable() {
        var watcher = world.watcher();
        uploadsOfDays(250);
        world.events().brokerUnavailable(true);

        world.cycles(watcher, Duration.ofSeconds(20));

        assertThat(world.claimedFiles()).hasSize(200);
        assertThat(world.volume().files("/accounts")).hasSize(50);
    }

    @Test
    void aClaimThatTheBrokerRefusesStopsNoOther() {
        var watcher = world.watcher();
        world.events()
                .refuse(event -> event instanceof UploadClaimed claim
                        && claim.job().fileName().equals(NAME));
        world.uploads(NAME, "a\n");
        world.cycles(watcher, Duration.ofSeconds(6));
        world.uploads("20200126_order.csv", "b\n");

        world.cycles(watcher, Duration.ofSeconds(6));

        assertThat(world.claims()).extracting(claim -> claim.job().fileName()).containsExactly("20200126_order.csv");
    }

    @Test
    void aClaimThatTheBrokerDoesNotAnswerStopsNoOtherAndIsSentOnce() {
        var watcher = world.watcher();
        var answer = new CompletableFuture<Void>();
        world.events()
                .answer(event -> event instanceof UploadClaimed claim
                                && claim.job().fileName().equals(NAME)
                        ? Uni.createFrom().completionStage(answer)
                        : Uni.createFrom().voidItem());
        world.uploads(NAME, "a\n");
        world.cycles(watcher, Duration.ofSeconds(6));
        world.uploads("20200126_order.csv", "b\n");
        world.cycles(watcher, Duration.ofSeconds(6));
        var open = world.claims();

        answer.complete(null);
        world.cycles(watcher, Duration.ofSeconds(6));

        assertThat(open).extracting(claim -> claim.job().fileName()).containsExactly(NAME, "20200126_order.csv");
        assertThat(world.claims()).isEqualTo(open);
    }

    @Test
    void aClaimWhoseEventIsRefusedLateIsAnnouncedAgainThoughNothingElseIsClaimed() {
        world.uploads("20200125_order.csv", "a\n");
        var late = new CompletableFuture<Void>();
        world.events()
                .answer(event -> event instanceof UploadClaimed
                        ? Uni.createFrom().completionStage(late)
                        : Uni.createFrom().voidItem());
        var watcher = world.watcher();
        world.cycles(watcher, Duration.ofSeconds(4));
        assertThat(watcher.run().claims().open()).isEqualTo(1);
        world.events().clear();

        late.completeExceptionally(new IllegalStateException("the broker gave up"));
        world.events().answer(event -> Uni.createFrom().voidItem());
        watcher.run();

        assertThat(world.claims()).hasSize(1);
        assertThat(watcher.run().claims().open()).isZero();
    }

    @Test
    void onAFullVolumeACompleteFileWaitsAndSaysWhy() {
        var watcher = world.watcher();
        watcher.run();
        world.uploads(NAME, "a\n");
        world.volume().full(true);

        world.cycles(watcher, Duration.ofSeconds(10));
        var result = watcher.run();

        assertThat(world.claims()).isEmpty();
        assertThat(world.volume().files("/accounts")).hasSize(1);
        assertThat(world.reason("/sources/order/" + NAME))
                .isEqualTo("Complete; it waits because the server's volume takes no files now");
        assertThat(result.claims().hindrance()).isPresent();
    }

    @Test
    void onceThereIsRoomWhatWaitedIsTaken() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        world.volume().full(true);
        world.cycles(watcher, Duration.ofSeconds(10));
        world.volume().full(false);

        world.cycles(watcher, Duration.ofSeconds(4));

        assertThat(world.claims()).hasSize(1);
        assertThat(watcher.run().claims().hindrance()).isEmpty();
    }

    @Test
    void versionsOfADayAreTakenInTheOrderOfTheirClose() {
        world.uploads("20200125_order.tsv", "older\n");
        world.uploads(NAME, "newer\n");

        world.cycles(world.watcher(), Duration.ofSeconds(10));

        assertThat(world.claims())
                .extracting(claim -> claim.job().fileName())
                .containsExactly("20200125_order.tsv", NAME);
        assertThat(jobsOfTheDay(world)).isSorted();
    }

    @Test
    void aWatcherWhoseClockIsBehindGoesOnInOrder() {
        var watcher = world.watcher();
        world.uploads(NAME, "older\n");
        world.cycles(watcher, Duration.ofSeconds(6));
        world.time().setClock(world.time().instant().minus(Duration.ofHours(1)));
        world.uploads(NAME, "newer one\n");

        world.cycles(world.watcher(), Duration.ofSeconds(6));

        assertThat(world.claims().getLast().size()).isEqualTo(10);
        assertThat(jobsOfTheDay(world)).hasSize(2).isSorted();
    }

    @Test
    void announcesInOrderOnceTheBrokerIsBack() {
        var watcher = world.watcher();
        world.events().brokerUnavailable(true);
        world.uploads("20200125_order.tsv", "a\n");
        world.uploads(NAME, "b\n");
        world.cycles(watcher, Duration.ofSeconds(6));
        world.events().brokerUnavailable(false);

        world.cycles(watcher, Duration.ofSeconds(4));

        assertThat(world.claims())
                .extracting(claim -> claim.job().fileName())
                .containsExactly("20200125_order.tsv", NAME);
    }

    @Test
    void saysForHowLongAClaimIsNotPublished() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.events().refuse(event -> event instanceof UploadClaimed);
        var refused = watcher.run();
        world.time().pass(Duration.ofSeconds(30));
        var still = watcher.run();
        world.events().refuse(event -> false);

        var taken = watcher.run();

        assertThat(refused.unpublished()).isZero();
        assertThat(still.unpublished()).isEqualTo(Duration.ofSeconds(30));
        assertThat(taken.unpublished()).isZero();
        assertThat(world.claims()).hasSize(1);
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
    void reuploadWhileThePreviousVersionIsWorkedOnIsAnotherJob() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        world.cycles(watcher, Duration.ofSeconds(6));
        world.uploads(NAME, "bb\n");

        world.cycles(watcher, Duration.ofSeconds(6));

        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(2L, 3L);
        assertThat(world.claims()).extracting(claim -> claim.job().jobId()).doesNotHaveDuplicates();
    }

    @Test
    void takesManyFilesInOneRound() {
        uploadsOfDays(250);

        world.cycles(world.watcher(), Duration.ofSeconds(4));

        assertThat(world.claims()).hasSize(250);
    }

    private void uploadsOfDays(int days) {
        IntStream.range(0, days)
                .forEach(day -> world.uploads(
                        LocalDate.of(2020, 1, 1).plusDays(day).toString().replace("-", "") + "_order.csv", "a\n"));
    }
}
