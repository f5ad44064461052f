package io.sluice.watcher.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.contracts.event.JobWarning;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.fixtures.LoggedLines;
import io.sluice.objects.report.CheckFailure;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.UnreleasedFile;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.testing.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Claims that no validator answers, or that nobody can release. In this world a claim is announced again
/// after 15 minutes, at most three times.
class EndClaimTest {
    private static final String NAME = "20200125_order.csv";
    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    private final World world = new World();

    @Test
    void claimThatNoValidatorAnswersEndsAsInternalError() {
        world.uploads(NAME, "a\n");

        world.cycles(world.watcher(), HALF_A_DAY);

        assertThat(world.claims()).hasSize(1 + World.ANNOUNCEMENTS);
        assertThat(outcomes()).first().satisfies(outcome -> {
            assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(outcome.job()).isEqualTo(world.claims().getFirst().job());
            assertThat(outcome.firstErrors()).singleElement().satisfies(error -> {
                assertThat(error.code()).isEqualTo("internal-error");
                assertThat(error.message())
                        .isEqualTo(
                                "Could not be checked: no part of Sluice answered for the file; the file is unchanged and nothing has to be done");
            });
        });
        assertThat(world.claimedFiles()).hasSize(1);
    }

    @Test
    void acceptedFileWhoseRowsAreNotYetDataIsAnnouncedUntilAValidatorMadeThemData() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        world.cycles(watcher, Duration.ofSeconds(6));
        var checked = accepted(world.claims().getFirst());
        world.outcomes().begin(checked.outcome().job());
        world.outcomes().replace(checked);
        List<String> log;
        try (var logged = new LoggedLines()) {
            world.cycles(watcher, HALF_A_DAY);
            log = logged.of(EndClaim.class.getName());
        }
        var announced = world.claims().size();
        var published = outcomes();

        world.outcomes().end(checked.outcome().job());
        world.cycles(watcher, Duration.ofMinutes(25));

        assertThat(announced).isGreaterThan(30);
        assertThat(published).isEmpty();
        assertThat(outcomes()).first().isEqualTo(checked.outcome());
        assertThat(log)
                .isNotEmpty()
                .allMatch(line ->
                        line.contains("accepted files wait until a validator makes their rows the data of their day")
                                && line.contains("acceptedAt="));
    }

    @Test
    void acceptedFileThatNobodyCanReleaseStaysAcceptedWithAWarning() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        world.cycles(watcher, Duration.ofSeconds(6));
        var checked = accepted(world.claims().getFirst());
        world.outcomes().replace(checked);

        world.cycles(watcher, HALF_A_DAY);

        assertThat(outcomes())
                .containsExactly(
                        checked.outcome(), UnreleasedFile.accepted(checked).outcome());
        assertThat(world.outcomes().find(checked.outcome().job())).contains(UnreleasedFile.accepted(checked));
        assertThat(outcomes().getLast().warnings())
                .extracting(JobWarning::code, JobWarning::message)
                .containsExactly(
                        tuple(
                                "file-not-moved",
                                "Sluice cannot move the file to its folder; its rows are accepted, the file is unchanged and nothing has to be done"));
    }

    @Test
    void refusedFileThatNobodyCanReleaseEndsAsInternalErrorWhateverTheCheckHadShown() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        world.cycles(watcher, Duration.ofSeconds(6));
        var claim = world.claims().getFirst();
        var checked = CheckFailure.UNEXPECTED.outcomeOf(claim, claim.claimedAt(), claim.claimedAt());
        world.outcomes().replace(checked);

        world.cycles(watcher, HALF_A_DAY);

        assertThat(outcomes()).hasSize(2);
        assertThat(outcomes().getFirst()).isEqualTo(checked.outcome());
        assertThat(CheckFailure.UNRELEASED.isCauseOf(outcomes().getLast())).isTrue();
        assertThat(world.outcomes().find(checked.outcome().job()))
                .map(JobReport::outcome)
                .contains(outcomes().getLast());
    }

    @Test
    void restartedWatcherCountsOn() {
        world.uploads(NAME, "a\n");
        world.cycles(world.watcher(), Duration.ofMinutes(40));

        world.cycles(world.watcher(), HALF_A_DAY);

        assertThat(world.claims()).hasSize(1 + World.ANNOUNCEMENTS + 1);
        assertThat(outcomes()).hasSize(2);
    }

    @Test
    void watcherThatRestartsOftenEndsNoClaim() {
        world.uploads(NAME, "a\n");
        for (int restart = 0; restart < 20; restart++) {
            world.cycles(world.watcher(), Duration.ofMinutes(10));
        }

        assertThat(world.claims()).hasSize(20);
        assertThat(outcomes()).isEmpty();
    }

    @Test
    void claimEndsAsSoonAsTheObjectStoreIsBack() {
        var watcher = world.watcher();
        world.outcomes().unavailable(true);
        world.uploads(NAME, "a\n");
        world.cycles(watcher, HALF_A_DAY);
        var without = outcomes();
        world.outcomes().unavailable(false);

        world.cycles(watcher, Duration.ofMinutes(20));

        assertThat(without).isEmpty();
        assertThat(outcomes()).isNotEmpty();
        assertThat(CheckFailure.UNANSWERED.isCauseOf(outcomes().getFirst())).isTrue();
    }

    @Test
    void brokerThatDoesNotAnswerIsAskedForOneClaimOfASearch() {
        var asked = new ArrayList<Duration>();
        world.events().answer(event -> {
            if (event instanceof UploadValidated) {
                asked.add(world.time().elapsed());
                return Uni.createFrom().failure(new IllegalStateException("the broker is unavailable"));
            }
            return Uni.createFrom().voidItem();
        });
        world.uploads(NAME, "a\n");
        world.uploads("20200126_order.csv", "b\n");

        world.cycles(world.watcher(), HALF_A_DAY);

        assertThat(asked).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    }

    @Test
    void claimWhoseEventTheBrokerNeverTakesEndsAndHoldsUpNoOther() {
        world.events()
                .refuseAsTooLarge(event -> event instanceof UploadClaimed claim
                        && claim.job().fileName().equals(NAME));
        world.uploads(NAME, "a\n");
        world.uploads("20200126_order.csv", "b\n");
        var watcher = world.watcher();

        world.cycles(watcher, Duration.ofMinutes(1));
        var soon = watcher.run();
        var announcedSoon =
                world.claims().stream().map(claim -> claim.job().fileName()).toList();
        world.cycles(watcher, HALF_A_DAY);

        assertThat(announcedSoon).containsExactly("20200126_order.csv");
        assertThat(soon.unpublished()).isZero();
        assertThat(outcomes())
                .filteredOn(outcome -> outcome.job().fileName().equals(NAME))
                .isNotEmpty()
                .allMatch(outcome -> outcome.outcome() == Outcome.FAILED);
    }

    @Test
    void claimWhoseOutcomeTheBrokerNeverTakesEndsWithAShorterOneAndHoldsUpNoOther() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        world.uploads("20200126_order.csv", "b\n");
        world.cycles(watcher, Duration.ofSeconds(6));
        var checked = accepted(world.claims().getFirst());
        world.outcomes().replace(checked);
        world.events().refuseAsTooLarge(checked.outcome()::equals);

        world.cycles(watcher, HALF_A_DAY);

        assertThat(outcomes())
                .filteredOn(outcome -> outcome.job().equals(checked.outcome().job()))
                .containsExactly(UnreleasedFile.accepted(checked).outcome());
        assertThat(outcomes())
                .filteredOn(outcome -> !outcome.job().equals(checked.outcome().job()))
                .isNotEmpty();
    }

    @Test
    void claimEndsOnceThoughNothingCanBeNotedBesideIt() {
        world.uploads(NAME, "a\n");
        var watcher = world.watcher();
        world.cycles(watcher, Duration.ofSeconds(6));
        refuseNotes("/processing/acme/%s/announced.part"
                .formatted(world.claims().getFirst().job().jobId()));
        world.cycles(watcher, HALF_A_DAY);
        var before = world.claims().size();

        world.cycles(world.watcher(), HALF_A_DAY);

        assertThat(before).isEqualTo(1 + World.ANNOUNCEMENTS);
        assertThat(world.claims()).hasSize(before + 1);
        assertThat(outcomes()).hasSize(2);
    }

    private void refuseNotes(String draft) {
        world.volume().before("rename " + draft, () -> {
            refuseNotes(draft);
            throw VolumeRefusedException.permissionDenied("cannot rename: Permission denied", null);
        });
    }

    private List<UploadValidated> outcomes() {
        return world.events().of(UploadValidated.class);
    }

    private static JobReport accepted(UploadClaimed claim) {
        var failed = CheckFailure.UNEXPECTED.outcomeOf(claim, claim.claimedAt(), claim.claimedAt());
        var accepted = new UploadValidated(
                claim.job(),
                Outcome.SUCCESS,
                "Order",
                1,
                1,
                1,
                0,
                Optional.empty(),
                List.of(),
                false,
                2,
                Optional.of("00"),
                claim.receivedAt(),
                claim.claimedAt(),
                claim.claimedAt());
        return new JobReport(accepted, failed.report());
    }
}
