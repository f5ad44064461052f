package io.sluice.validator.job;

import static io.sluice.validator.job.UploadWorld.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.validator.job.AttemptResult.Done;
import io.sluice.validator.job.AttemptResult.Origin;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The rows of a file are in the object store, and its outcome cannot be stored there yet.
class UnstoredOutcomeTest {
    private final UploadWorld world = new UploadWorld();
    private final Attempts validate = world.newProcess();

    @Test
    void sendsTheRowsOnceThoughTheOutcomeCannotBeStoredYet() {
        var job = new UploadJob(world.claimed(GOOD));
        world.outcomes().beforeStoring(() -> {
            throw new ObjectStoreUnavailableException("no outcome is taken", null);
        });
        var failed = IntStream.range(0, 10).mapToObj(i -> validate.attempt(job)).toList();
        world.outcomes().beforeStoring(() -> {});

        var attempt = validate.attempt(job);

        assertThat(failed).allSatisfy(result -> assertThat(result).isInstanceOf(AttemptResult.RetryLater.class));
        assertThat(((Done) attempt).origin()).isEqualTo(Origin.NEW);
        assertThat(world.data().begun()).isOne();
        assertThat(world.data().objects()).containsOnlyKeys(onlyFile().key());
    }

    @Test
    void checksAFileAgainThatChangesBeforeItsOutcomeIsStored() {
        var claim = world.claimed(GOOD);
        var job = new UploadJob(claim);
        world.outcomes().beforeStoring(() -> {
            throw new ObjectStoreUnavailableException("no outcome is taken", null);
        });
        validate.attempt(job);
        world.outcomes().beforeStoring(() -> {});
        world.volume().put(VolumePaths.claimed(claim.job()), GOOD + "3,Cy\n", Claims.MODIFIED);

        validate.attempt(job);
        validate.attempt(job);

        assertThat(onlyFile().rows()).isEqualTo(3);
        assertThat(world.data().objects()).containsOnlyKeys(onlyFile().key());
    }

    @Test
    void removesTheDataOfAnOutcomeThatIsGivenUp() {
        var job = new UploadJob(world.claimed(GOOD));
        world.outcomes().beforeStoring(() -> {
            throw new IllegalStateException("the store is out of its mind");
        });
        for (int i = 0; i < ValidateUpload.MAX_UNEXPECTED_FAILURES; i++) {
            try {
                validate.attempt(job);
            } catch (IllegalStateException unexpected) {
                validate.unexpectedFailure(job, unexpected);
            }
        }

        var attempt = validate.attempt(job);

        assertThat(((Done) attempt).outcome().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(world.data().begun()).isOne();
        assertThat(world.data().objects()).isEmpty();
    }

    @Test
    void removesTheDataOfAnOutcomeThatAnotherProcessStoredMeanwhile() {
        var claim = world.claimed(GOOD);
        var job = new UploadJob(claim);
        world.outcomes().beforeStoring(() -> {
            throw new ObjectStoreUnavailableException("no outcome is taken", null);
        });
        validate.attempt(job);
        world.outcomes().beforeStoring(() -> {});
        world.newProcess().attempt(new UploadJob(claim));

        validate.attempt(job);

        assertThat(world.data().objects()).containsOnlyKeys(onlyFile().key());
    }

    /// The file that the only stored outcome names.
    private DataFile onlyFile() {
        assertThat(world.outcomes().all()).hasSize(1);
        return world.outcomes().all().getFirst().data().orElseThrow();
    }
}
