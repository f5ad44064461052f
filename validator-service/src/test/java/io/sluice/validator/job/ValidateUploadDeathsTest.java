package io.sluice.validator.job;

import static io.sluice.validator.job.UploadWorld.GOOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.event.JobWarning;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.objects.report.CheckFailure;
import io.sluice.volume.VolumeRefusedException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Files that kill the process that reads them.
class ValidateUploadDeathsTest {
    private final UploadWorld world = new UploadWorld();

    @Test
    void endsAFileThatKillsEachProcessThatReadsIt() {
        var claim = world.claimed(GOOD);

        for (int process = 1; process <= 5; process++) {
            diesWhileItReads(claim);
        }
        var attempt = world.newProcess().attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.firstErrors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("internal-error");
            assertThat(error.message()).isEqualTo(CheckFailure.UNEXPECTED.message());
        });
    }

    @Test
    void forgetsTheNumberOfAttemptsWithTheOutcome() {
        var claim = world.claimed(GOOD);
        diesWhileItReads(claim);
        var noted = world.attempts().find(claim.job());

        world.newProcess().attempt(new UploadJob(claim));

        assertThat(noted).isOne();
        assertThat(world.attempts().find(claim.job())).isZero();
    }

    @Test
    void keepsTheWarningsOfTheClaim() {
        var plain = world.claimed(GOOD);
        var claim = new UploadClaimed(
                plain.job(),
                plain.size(),
                plain.modifiedAt(),
                plain.receivedAt(),
                plain.claimedAt(),
                plain.exceeded(),
                plain.replayOf(),
                List.of(new JobWarning(JobWarning.COMPLETENESS_UNPROVEN, "The upload may be incomplete")));

        var report = CheckFailure.UNEXPECTED.outcomeOf(claim, Claims.MODIFIED, Claims.MODIFIED);

        assertThat(report.outcome().warnings()).isEqualTo(claim.warnings());
    }

    @Test
    void readsAFileThatFewerProcessesDiedOf() {
        var claim = world.claimed(GOOD);
        for (int process = 1; process <= 4; process++) {
            diesWhileItReads(claim);
        }

        var attempt = world.newProcess().attempt(new UploadJob(claim));

        assertThat(((AttemptResult.Done) attempt).outcome().outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void failuresThatProcessesSurviveDoNotCountAsDeaths() {
        var claim = world.claimed(GOOD);
        var process = world.newProcess();
        var job = new UploadJob(claim);
        for (int failure = 1; failure <= 9; failure++) {
            world.volume().refuseReading(new VolumeRefusedException("I/O error", null));
            world.newProcess().attempt(new UploadJob(claim));
            world.volume().refuseReading(null);
            world.volume().afterNextRead(() -> world.volume().setUnavailable(true));
            process.attempt(job);
            world.volume().setUnavailable(false);
        }

        var attempt = process.attempt(job);

        assertThat(((AttemptResult.Done) attempt).outcome().outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void readsASuspectOfTwoDeathsWhileNoOtherFileIsRead() throws Exception {
        var suspect = world.claimed(GOOD);
        diesWhileItReads(suspect);
        diesWhileItReads(suspect);
        var process = world.newProcess();
        var other = world.anotherClaimed(GOOD);
        var insideOther = new CountDownLatch(1);
        var otherMayEnd = new CountDownLatch(1);
        world.volume().afterNextRead(() -> {
            insideOther.countDown();
            join(otherMayEnd);
        });

        try (var threads = Executors.newFixedThreadPool(2)) {
            var innocent = threads.submit(() -> process.attempt(new UploadJob(other)));
            insideOther.await();
            var alone = threads.submit(() -> process.attempt(new UploadJob(suspect)));
            var waits = catchThrowable(() -> await().until(process::isSuspectAlone));
            var before = world.outcomes().find(suspect.job());
            otherMayEnd.countDown();

            assertThat(waits).isNull();
            assertThat(before).isEmpty();
            assertThat(innocent.get()).isInstanceOf(AttemptResult.Done.class);
            assertThat(alone.get()).isInstanceOf(AttemptResult.Done.class);
        }
    }

    /// The process ends in the middle of the read, so nothing that it would do afterwards happens.
    private void diesWhileItReads(UploadClaimed claim) {
        world.volume().afterNextRead(() -> {
            throw new OutOfMemoryError("killed");
        });
        assertThatThrownBy(() -> world.newProcess().attempt(new UploadJob(claim)))
                .isInstanceOf(OutOfMemoryError.class);
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
