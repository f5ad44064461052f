package io.sluice.validator.job;

import static io.sluice.validator.job.UploadWorld.BAD;
import static io.sluice.validator.job.UploadWorld.GOOD;
import static io.sluice.validator.job.UploadWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.engine.key.KeyMemory;
import io.sluice.validator.job.AttemptResult.Cause;
import io.sluice.validator.job.AttemptResult.Origin;
import io.sluice.validator.source.SchemaFetch.SchemaResponse;
import io.sluice.validator.source.SourceRegistry.Registration;
import io.sluice.volume.VolumeRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is tried again, and when a job ends without having been checked.
class ValidateUploadRetriesTest {
    private final UploadWorld world = new UploadWorld();
    private final Attempts validate = world.newProcess();

    @Test
    void waitsWhenOnlySchemaServiceDoesNotKnowTheSource() {
        world.schemas().setResponse(new SchemaResponse.NotFound());
        world.schemas().setRegistered(Registration.ACTIVE);

        var attempt = validate.attempt(new UploadJob(world.claimed(GOOD)));

        assertThat(attempt)
                .isEqualTo(new AttemptResult.RetryLater(
                        "schema-service knows no source 110-1234-567/order, but the account facts do; check"
                                + " sluice.schema-service.url",
                        Cause.DEPENDENCY,
                        Duration.ofMillis(500)));
    }

    @Test
    void publishesTheStoredOutcomeAfterABrokerOutage() {
        var job = new UploadJob(world.claimed(GOOD));
        world.jobEvents().failNext(2);

        var attempts = List.of(validate.attempt(job), validate.attempt(job), validate.attempt(job));

        assertThat(attempts.get(0)).isInstanceOf(AttemptResult.RetryLater.class);
        assertThat(attempts.get(1)).isInstanceOf(AttemptResult.RetryLater.class);
        var stored = world.outcomes().find(job.ref()).orElseThrow().outcome();
        assertThat(attempts.get(2)).isEqualTo(new AttemptResult.Done(stored, Origin.STORED_BEFORE));
        assertThat(world.jobEvents().validated()).containsExactly(stored);
    }

    @Test
    void postponesAFileWhileItsUniqueValuesHaveNoRoom(@TempDir Path folder) throws IOException {
        var spills = folder.resolve("spills");
        world.schemas().setResponse(FakeSchemas.withUniqueNames());
        var rows = IntStream.range(0, 1_000).mapToObj(i -> i + ",Ann" + i % 999 + "\n");
        var job = new UploadJob(world.claimed("id,name\n" + rows.collect(Collectors.joining())));
        var validateOnDisk = world.newProcess(new KeyMemory(1, spills), world.outcomes(), NOW);

        var first = validateOnDisk.attempt(job);
        Files.createDirectory(spills);
        var second = validateOnDisk.attempt(job);

        assertThat(first).isInstanceOfSatisfying(AttemptResult.RetryLater.class, later -> {
            assertThat(later.reason())
                    .startsWith(
                            "values of unique fields cannot be written to a temporary file in %s: ".formatted(spills));
            assertThat(later.cause()).isEqualTo(Cause.FILE);
        });
        assertThat(((AttemptResult.Done) second).outcome().errorMessage())
                .contains("Duplicate value in column [name] at line 1001; 1 error in 1,000 rows");
        assertThat(spills).isEmptyDirectory();
    }

    @Test
    void waitsLongerEachTimeWhileTheVolumeIsUnavailable() {
        var job = new UploadJob(world.claimed(GOOD));
        world.volume().setUnavailable(true);

        var first = validate.attempt(job);
        var second = validate.attempt(job);
        world.volume().setUnavailable(false);
        var third = validate.attempt(job);

        assertThat(first)
                .isEqualTo(new AttemptResult.RetryLater(
                        "the volume is unavailable", Cause.DEPENDENCY, Duration.ofMillis(500)));
        assertThat(second)
                .isEqualTo(new AttemptResult.RetryLater(
                        "the volume is unavailable", Cause.DEPENDENCY, Duration.ofSeconds(1)));
        assertThat(third).isInstanceOf(AttemptResult.Done.class);
    }

    @Test
    void waitsWhileSchemaServiceIsUnavailable() {
        var job = new UploadJob(world.claimed(GOOD));
        world.schemas().setUnavailable(true);

        var first = validate.attempt(job);
        world.schemas().setUnavailable(false);
        var second = validate.attempt(job);

        assertThat(first)
                .isEqualTo(new AttemptResult.RetryLater(
                        "schema-service is unavailable", Cause.DEPENDENCY, Duration.ofMillis(500)));
        assertThat(second).isInstanceOf(AttemptResult.Done.class);
    }

    @Test
    void readsAFileAgainThatChangedWhileItWasRead() {
        var claim = world.claimed(GOOD);
        var job = new UploadJob(claim);
        world.volume()
                .afterNextRead(
                        () -> world.volume().put(VolumePaths.claimed(claim.job()), BAD + "3,Cy\n", Claims.MODIFIED));

        var first = validate.attempt(job);
        var second = validate.attempt(job);

        assertThat(first)
                .isEqualTo(new AttemptResult.RetryLater(
                        "the file changed after it was claimed, it is read again from its start",
                        Cause.FILE,
                        Duration.ofMillis(500)));
        assertThat(((AttemptResult.Done) second).outcome().rows()).isEqualTo(3);
        assertThat(world.jobEvents().validated()).hasSize(1);
    }

    @Test
    void storesNoOutcomeWhileTheFileChanges() {
        var claim = world.claimed(GOOD);
        var job = new UploadJob(claim);
        var path = VolumePaths.claimed(claim.job());

        for (int i = 1; i <= 5; i++) {
            world.volume().put(path, GOOD + "3,Cy\n".repeat(i), Claims.MODIFIED.plusSeconds(i));
            assertThat(validate.attempt(job)).isInstanceOf(AttemptResult.RetryLater.class);
        }

        assertThat(world.outcomes().find(claim.job())).isEmpty();
        assertThat(((AttemptResult.Done) validate.attempt(job)).outcome().rows())
                .isEqualTo(7);
    }

    @Test
    void endsAJobWhoseFileIsLost() {
        var job = new UploadJob(Claims.order(10));

        var attempts = attemptsUntilDone(job);

        assertThat(attempts).isEqualTo(ValidateUpload.MAX_MISSING + 1);
        assertNotChecked(
                job.ref(), "Could not be checked: Sluice lost the file before it was checked; upload it again");
    }

    @Test
    void waitsForAVolumeThatIsNotMounted() {
        var job = new UploadJob(Claims.order(GOOD.length()));
        world.volume().setMounted(false);
        for (int i = 0; i < 200; i++) {
            assertThat(validate.attempt(job))
                    .isInstanceOfSatisfying(
                            AttemptResult.RetryLater.class,
                            later -> assertThat(later.cause()).isEqualTo(Cause.DEPENDENCY));
        }

        world.volume().setMounted(true);
        world.volume().put(VolumePaths.claimed(job.ref()), GOOD, Claims.MODIFIED);

        assertThat(validate.attempt(job)).isInstanceOf(AttemptResult.Done.class);
    }

    @Test
    void endsAJobOfAnUnknownExtension() {
        var job = new UploadJob(Claims.claim("20200125_order.xlsx", "order", 10));

        validate.attempt(job);

        assertNotChecked(
                job.ref(),
                "Could not be checked: the name of the claimed file ends with neither .csv nor .tsv; nothing has to be"
                        + " done");
    }

    @Test
    void endsAJobAfterRepeatedUnexpectedFailures() {
        for (var failure :
                List.of(new IllegalStateException("row x,secret"), new OutOfMemoryError(), new StackOverflowError())) {
            var job = new UploadJob(world.claimed(GOOD));
            for (int i = 0; i < ValidateUpload.MAX_UNEXPECTED_FAILURES; i++) {
                assertThat(validate.unexpectedFailure(job, failure)).isInstanceOf(AttemptResult.RetryLater.class);
            }

            validate.attempt(job);

            assertNotChecked(
                    job.ref(),
                    "Could not be checked: Sluice failed while it checked the file; the file is unchanged and nothing"
                            + " has to be done");
        }
    }

    @Test
    void endsAJobThatFailsUnexpectedlyUnlessItHasAnOutcome() {
        var claim = world.claimed(GOOD);
        var first = ((AttemptResult.Done) validate.attempt(new UploadJob(claim))).outcome();
        var job = new UploadJob(claim);
        for (int i = 0; i < ValidateUpload.MAX_UNEXPECTED_FAILURES; i++) {
            validate.unexpectedFailure(job, new IllegalStateException("a bug"));
        }

        var attempt = validate.attempt(job);

        assertThat(attempt).isEqualTo(new AttemptResult.Done(first, Origin.STORED_BEFORE));
    }

    @Test
    void endsAJobWhoseFileItMayNotRead() {
        var job = new UploadJob(world.claimed(GOOD));
        world.volume().refuseReading(VolumeRefusedException.permissionDenied("cannot read", null));

        var attempts = attemptsUntilDone(job);

        assertThat(attempts).isEqualTo(ValidateUpload.MAX_FORBIDDEN + 1);
        assertNotChecked(
                job.ref(),
                "Could not be checked: Sluice cannot read the file from its volume; the file is unchanged and nothing"
                        + " has to be done");
    }

    @Test
    void readsAFileAfterItsVolumeRefusedForAWhile() {
        var job = new UploadJob(world.claimed(GOOD));
        world.volume().refuseReading(new VolumeRefusedException("cannot read: Failure", null));
        for (int i = 1; i < ValidateUpload.MAX_REFUSED; i++) {
            assertThat(validate.attempt(job)).isInstanceOf(AttemptResult.RetryLater.class);
        }

        world.volume().refuseReading(null);

        assertThat(((AttemptResult.Done) validate.attempt(job)).outcome().outcome())
                .isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void endsAJobWhoseFileStaysUnreadable() {
        var job = new UploadJob(world.claimed(GOOD));
        world.volume().refuseReading(new VolumeRefusedException("cannot read: Failure", null));

        assertThat(attemptsUntilDone(job)).isEqualTo(ValidateUpload.MAX_REFUSED + 1);
    }

    @Test
    void endsAJobWhoseFileNeverStaysTheSame() {
        var job = new UploadJob(world.claimed(GOOD));
        var path = VolumePaths.claimed(job.ref());
        for (int i = 1; i <= ValidateUpload.MAX_CHANGED; i++) {
            world.volume().put(path, GOOD + "3,Cy\n".repeat(i), Claims.MODIFIED.plusSeconds(i));
            assertThat(validate.attempt(job)).isInstanceOf(AttemptResult.RetryLater.class);
        }

        validate.attempt(job);

        assertNotChecked(
                job.ref(),
                "Could not be checked: the file was different each time Sluice read it; nothing has to be done");
    }

    @Test
    void endsAJobWhoseStoredOutcomeIsDamaged() {
        var job = new UploadJob(world.claimed(GOOD));
        world.outcomes().damage(job.ref());

        attemptsUntilDone(job);

        assertNotChecked(
                job.ref(),
                "Could not be checked: Sluice failed while it checked the file; the file is unchanged and nothing has"
                        + " to be done");
    }

    @Test
    void keepsTryingWhileTheOutcomeOfAGivenUpFileCannotBePublished() {
        var job = new UploadJob(world.claimed(GOOD));
        for (int i = 0; i < ValidateUpload.MAX_UNEXPECTED_FAILURES; i++) {
            validate.unexpectedFailure(job, new IllegalStateException("a bug"));
        }
        world.jobEvents().failNext(2);

        var attempts = attemptsUntilDone(job);

        assertThat(attempts).isEqualTo(3);
        assertThat(world.jobEvents().validated()).hasSize(1);
    }

    private int attemptsUntilDone(UploadJob job) {
        var attempts = 1;
        while (!(validate.attempt(job) instanceof AttemptResult.Done)) {
            attempts++;
        }
        return attempts;
    }

    private void assertNotChecked(JobRef job, String message) {
        var outcome = world.jobEvents().validated().getLast();
        assertThat(world.outcomes().find(job).orElseThrow().outcome()).isEqualTo(outcome);
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.errorMessage()).contains("Could not be checked; 1 error in 0 rows");
        assertThat(outcome.firstErrors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("internal-error");
            assertThat(error.message()).isEqualTo(message);
        });
        assertThat(outcome.hasReport()).isTrue();
        assertThat(outcome.sha256()).isEmpty();
    }
}
