package io.sluice.validator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.events.RetryPolicy;
import io.sluice.objects.report.CheckFailure;
import io.sluice.validator.job.AttemptResult.Cause;
import io.sluice.validator.job.AttemptResult.Origin;
import io.sluice.validator.source.SchemaFetch.SchemaResponse;
import io.sluice.validator.source.SourceRegistry.Registration;
import io.sluice.volume.VolumeRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateUploadTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:05Z");
    private static final String GOOD = "id,name\n1,Ann\n2,Bo\n";
    private static final String BAD = "id,name\n1,Ann\nx,Bo\n";

    private final FakeUploadVolume volume = new FakeUploadVolume();
    private final FakeOutcomes outcomes = new FakeOutcomes();
    private final FakeJobEvents jobEvents = new FakeJobEvents();
    private final FakeSchemas schemas = new FakeSchemas();
    private final ValidateUpload validate = new ValidateUpload(
            schemas.asSourceSchemas(),
            new ReadUpload(volume, KeyMemory.DEFAULTS),
            new BegunAttempts(volume),
            outcomes,
            jobEvents,
            Clock.fixed(NOW, ZoneOffset.UTC),
            Duration.ofSeconds(1),
            new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(10)));

    @Test
    void acceptsAValidFile() {
        var claim = claimed(GOOD);

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        assertThat(outcome.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(outcome.rows()).isEqualTo(2);
        assertThat(outcome.rowsAccepted()).isEqualTo(2);
        assertThat(outcome.errorMessage()).isEmpty();
        assertThat(outcome.hasReport()).isFalse();
        assertThat(outcome.sourceName()).isEqualTo("Order");
        assertThat(outcome.schemaVersion()).isEqualTo(3);
        assertThat(outcome.size()).isEqualTo(GOOD.length());
        assertThat(outcome.sha256()).contains("11589d50cefd2722483cf82a65dd300d103167531144de525366051cd7dc77f5");
        assertThat(outcome.validatedAt()).isEqualTo(NOW);
        assertThat(jobEvents.validated()).containsExactly(outcome);
        assertThat(outcomes.find(claim.job()).orElseThrow().outcome()).isEqualTo(outcome);
        assertThat(outcomes.csv(claim.job())).contains("line,record,column,code,rule,value,message\n");
    }

    @Test
    void refusesAnInvalidFileWithItsReport() {
        var claim = claimed(BAD);

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.errorMessage()).contains("Invalid data type in column [id] at line 3; 1 error in 2 rows");
        assertThat(outcome.rowsAccepted()).isZero();
        assertThat(outcome.hasReport()).isTrue();
        assertThat(outcome.firstErrors()).hasSize(1);
        assertThat(outcomes.csv(claim.job()).orElseThrow())
                .startsWith("line,record,column,code,rule,value,message\n3,2,id,type-error,,x,");
    }

    @Test
    void acceptsPartiallyBelowTheThreshold() {
        schemas.setResponse(FakeSchemas.current(4, "Integer", new AcceptanceDeclaration("partial", 50.0)));
        var claim = claimed(BAD);

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        assertThat(outcome.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(outcome.rowsAccepted()).isEqualTo(1);
        assertThat(outcome.errorCount()).isEqualTo(1);
        assertThat(outcome.hasReport()).isTrue();
    }

    @Test
    void usesAChangedSchemaForTheNextFile() {
        schemas.setResponse(FakeSchemas.current(3, "Integer", null));
        validate.attempt(new UploadJob(claimed(GOOD)));
        schemas.setResponse(FakeSchemas.current(4, "Boolean", null));
        var other = anotherClaimed(GOOD);

        var attempt = validate.attempt(new UploadJob(other));

        assertThat(((AttemptResult.Done) attempt).outcome().schemaVersion()).isEqualTo(4);
        assertThat(((AttemptResult.Done) attempt).outcome().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void failsAFileWithoutASource() {
        schemas.setResponse(new SchemaResponse.NotFound());
        var claim = claimed(GOOD);

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        var message = "No schema for source [order]: it is not registered or was retired";
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.errorMessage()).contains(message);
        assertThat(outcome.firstErrors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("schema-error");
            assertThat(error.message()).isEqualTo(message);
        });
        assertThat(outcomes.csv(claim.job()))
                .contains("line,record,column,code,rule,value,message\n,,,schema-error,,,%s\n".formatted(message));
        assertThat(outcome.sha256().orElseThrow()).hasSize(64);
    }

    @Test
    void refusesAFileOverTheDailyLimitWithoutReading() {
        var claim = overLimit(Limit.DAILY, 1_205_862_400, 1_073_741_824);

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        var message = "Daily upload limit exceeded: 1,205,862,400 of 1,073,741,824 bytes used, 132,120,576 too many";
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.errorMessage()).contains(message);
        assertThat(outcome.firstErrors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("quota-daily");
            assertThat(error.message()).isEqualTo(message);
        });
        assertThat(outcome.sourceName()).isEqualTo("Order");
        assertThat(outcome.schemaVersion()).isEqualTo(3);
        assertThat(outcome.rows()).isZero();
        assertThat(outcome.size()).isEqualTo(GOOD.length());
        assertThat(outcome.sha256()).isEmpty();
        assertThat(outcome.hasReport()).isTrue();
        assertThat(outcomes.csv(claim.job()))
                .contains("line,record,column,code,rule,value,message\n,,,quota-daily,,,\"%s\"\n".formatted(message));
        assertThat(outcomes.find(claim.job()).orElseThrow().report().complete()).isFalse();
        assertThat(jobEvents.validated()).containsExactly(outcome);
    }

    @Test
    void refusesAFileOverTheWorkspaceLimitWithoutASource() {
        schemas.setResponse(new SchemaResponse.NotFound());
        var claim = overLimit(Limit.WORKSPACE, 1_001, 1_000);

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        assertThat(outcome.errorMessage()).contains("Workspace limit exceeded: 1,001 of 1,000 bytes used, 1 too many");
        assertThat(outcome.firstErrors().getFirst().code()).isEqualTo("quota-workspace");
        assertThat(outcome.sourceName()).isEqualTo("order");
    }

    @Test
    void waitsWhenOnlySchemaServiceDoesNotKnowTheSource() {
        schemas.setResponse(new SchemaResponse.NotFound());
        schemas.setRegistered(Registration.ACTIVE);

        var attempt = validate.attempt(new UploadJob(claimed(GOOD)));

        assertThat(attempt)
                .isEqualTo(new AttemptResult.RetryLater(
                        "schema-service knows no source 110-1234-567/order, but the account facts do; check sluice.schema-service.url",
                        Cause.DEPENDENCY,
                        Duration.ofMillis(500)));
    }

    @Test
    void failsAFileWithoutAUsableSchema() {
        schemas.setResponse(FakeSchemas.current(5, "Number", null));

        var attempt = validate.attempt(new UploadJob(claimed(GOOD)));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.schemaVersion()).isEqualTo(5);
        assertThat(outcome.errorMessage().orElseThrow())
                .startsWith("No usable schema for source [order]: version 5: schema");
    }

    @Test
    void publishesAStoredOutcomeAgainWithoutReading() {
        var claim = claimed(GOOD);
        var first = ((AttemptResult.Done) validate.attempt(new UploadJob(claim))).outcome();
        volume.remove(VolumePaths.claimed(claim.job()));

        var attempt = validate.attempt(new UploadJob(claim));

        assertThat(attempt).isEqualTo(new AttemptResult.Done(first, Origin.STORED_BEFORE));
        assertThat(jobEvents.validated()).containsExactly(first, first);
    }

    @Test
    void publishesTheStoredOutcomeAfterABrokerOutage() {
        var job = new UploadJob(claimed(GOOD));
        jobEvents.failNext(2);

        var attempts = List.of(validate.attempt(job), validate.attempt(job), validate.attempt(job));

        assertThat(attempts.get(0)).isInstanceOf(AttemptResult.RetryLater.class);
        assertThat(attempts.get(1)).isInstanceOf(AttemptResult.RetryLater.class);
        var stored = outcomes.find(job.ref()).orElseThrow().outcome();
        assertThat(attempts.get(2)).isEqualTo(new AttemptResult.Done(stored, Origin.STORED_BEFORE));
        assertThat(jobEvents.validated()).containsExactly(stored);
    }

    @Test
    void publishesTheOutcomeThatAnotherValidatorStored() {
        var claim = claimed(GOOD);
        validate.attempt(new UploadJob(claim));
        var winner = outcomes.find(claim.job()).orElseThrow();
        var late = new FakeOutcomes();
        late.beforeStoring(() -> late.put(winner));
        volume.put(VolumePaths.claimed(claim.job()), BAD, Claims.MODIFIED);
        var second = new ValidateUpload(
                schemas.asSourceSchemas(),
                new ReadUpload(volume, KeyMemory.DEFAULTS),
                new BegunAttempts(volume),
                late,
                jobEvents,
                Clock.fixed(NOW.plusSeconds(9), ZoneOffset.UTC),
                Duration.ofSeconds(1),
                new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(10)));

        var attempt = second.attempt(new UploadJob(claim));

        assertThat(attempt).isEqualTo(new AttemptResult.Done(winner.outcome(), Origin.STORED_BEFORE));
        assertThat(jobEvents.validated()).containsExactly(winner.outcome(), winner.outcome());
    }

    @Test
    void postponesAFileWhileItsUniqueValuesHaveNoRoom(@TempDir Path folder) throws IOException {
        var spills = folder.resolve("spills");
        schemas.setResponse(FakeSchemas.withUniqueNames());
        var rows = IntStream.range(0, 1_000).mapToObj(i -> i + ",Ann" + i % 999 + "\n");
        var job = new UploadJob(claimed("id,name\n" + rows.collect(Collectors.joining())));
        var validateOnDisk = new ValidateUpload(
                schemas.asSourceSchemas(),
                new ReadUpload(volume, new KeyMemory(1, spills)),
                new BegunAttempts(volume),
                outcomes,
                jobEvents,
                Clock.fixed(NOW, ZoneOffset.UTC),
                Duration.ofSeconds(1),
                new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(10)));

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
    void endsAFileThatKillsEachProcessThatReadsIt() {
        var claim = claimed(GOOD);

        for (int process = 1; process <= 5; process++) {
            diesWhileItReads(claim);
        }
        var attempt = newProcess().attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.firstErrors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("internal-error");
            assertThat(error.message()).isEqualTo(CheckFailure.UNEXPECTED.message());
        });
    }

    @Test
    void readsAFileThatFewerProcessesDiedOf() {
        var claim = claimed(GOOD);
        for (int process = 1; process <= 4; process++) {
            diesWhileItReads(claim);
        }

        var attempt = newProcess().attempt(new UploadJob(claim));

        assertThat(((AttemptResult.Done) attempt).outcome().outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void failuresThatProcessesSurviveDoNotCountAsDeaths() {
        var claim = claimed(GOOD);
        var process = newProcess();
        var job = new UploadJob(claim);
        for (int failure = 1; failure <= 9; failure++) {
            volume.refuseReading(new VolumeRefusedException("I/O error", null));
            newProcess().attempt(new UploadJob(claim));
            volume.refuseReading(null);
            volume.afterNextRead(() -> volume.setUnavailable(true));
            process.attempt(job);
            volume.setUnavailable(false);
        }

        var attempt = process.attempt(job);

        assertThat(((AttemptResult.Done) attempt).outcome().outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void readsASuspectOfTwoDeathsWhileNoOtherFileIsRead() throws Exception {
        var suspect = claimed(GOOD);
        diesWhileItReads(suspect);
        diesWhileItReads(suspect);
        var process = newProcess();
        var other = anotherClaimed(GOOD);
        var insideOther = new CountDownLatch(1);
        var otherMayEnd = new CountDownLatch(1);
        volume.afterNextRead(() -> {
            insideOther.countDown();
            join(otherMayEnd);
        });

        try (var threads = Executors.newFixedThreadPool(2)) {
            var innocent = threads.submit(() -> process.attempt(new UploadJob(other)));
            insideOther.await();
            var alone = threads.submit(() -> process.attempt(new UploadJob(suspect)));
            var waits = catchThrowable(() -> await().until(process::isSuspectAlone));
            var before = outcomes.find(suspect.job());
            otherMayEnd.countDown();

            assertThat(waits).isNull();
            assertThat(before).isEmpty();
            assertThat(innocent.get()).isInstanceOf(AttemptResult.Done.class);
            assertThat(alone.get()).isInstanceOf(AttemptResult.Done.class);
        }
    }

    /// The process ends in the middle of the read, so nothing that it would do afterwards happens.
    private void diesWhileItReads(UploadClaimed claim) {
        volume.afterNextRead(() -> {
            throw new OutOfMemoryError("killed");
        });
        assertThatThrownBy(() -> newProcess().attempt(new UploadJob(claim))).isInstanceOf(OutOfMemoryError.class);
    }

    /// The claim of another job of the same day.
    private UploadClaimed anotherClaimed(String content) {
        var next = Claims.claim("20200125_order.csv", "order", content.length());
        var other = new UploadClaimed(
                new JobRef(
                        new JobId("0193f0000000700080000000000000bb"),
                        next.job().accountId(),
                        next.job().sourceType(),
                        next.job().dataDate(),
                        next.job().fileName()),
                next.size(),
                next.modifiedAt(),
                next.receivedAt(),
                next.claimedAt(),
                next.exceeded(),
                next.replayOf(),
                next.warnings());
        volume.put(VolumePaths.claimed(other.job()), content, Claims.MODIFIED);
        return other;
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private ValidateUpload newProcess() {
        return new ValidateUpload(
                schemas.asSourceSchemas(),
                new ReadUpload(volume, KeyMemory.DEFAULTS),
                new BegunAttempts(volume),
                outcomes,
                jobEvents,
                Clock.fixed(NOW, ZoneOffset.UTC),
                Duration.ofSeconds(1),
                new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(10)));
    }

    @Test
    void waitsLongerEachTimeWhileTheVolumeIsUnavailable() {
        var job = new UploadJob(claimed(GOOD));
        volume.setUnavailable(true);

        var first = validate.attempt(job);
        var second = validate.attempt(job);
        volume.setUnavailable(false);
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
        var job = new UploadJob(claimed(GOOD));
        schemas.setUnavailable(true);

        var first = validate.attempt(job);
        schemas.setUnavailable(false);
        var second = validate.attempt(job);

        assertThat(first)
                .isEqualTo(new AttemptResult.RetryLater(
                        "schema-service is unavailable", Cause.DEPENDENCY, Duration.ofMillis(500)));
        assertThat(second).isInstanceOf(AttemptResult.Done.class);
    }

    @Test
    void readsAFileAgainThatChangedWhileItWasRead() {
        var claim = claimed(GOOD);
        var job = new UploadJob(claim);
        volume.afterNextRead(() -> volume.put(VolumePaths.claimed(claim.job()), BAD + "3,Cy\n", Claims.MODIFIED));

        var first = validate.attempt(job);
        var second = validate.attempt(job);

        assertThat(first)
                .isEqualTo(new AttemptResult.RetryLater(
                        "the file changed after it was claimed, it is read again from its start",
                        Cause.FILE,
                        Duration.ofMillis(500)));
        assertThat(((AttemptResult.Done) second).outcome().rows()).isEqualTo(3);
        assertThat(jobEvents.validated()).hasSize(1);
    }

    @Test
    void storesNoOutcomeWhileTheFileChanges() {
        var claim = claimed(GOOD);
        var job = new UploadJob(claim);
        var path = VolumePaths.claimed(claim.job());

        for (int i = 1; i <= 5; i++) {
            volume.put(path, GOOD + "3,Cy\n".repeat(i), Claims.MODIFIED.plusSeconds(i));
            assertThat(validate.attempt(job)).isInstanceOf(AttemptResult.RetryLater.class);
        }

        assertThat(outcomes.find(claim.job())).isEmpty();
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
        volume.setMounted(false);
        for (int i = 0; i < 200; i++) {
            assertThat(validate.attempt(job))
                    .isInstanceOfSatisfying(
                            AttemptResult.RetryLater.class,
                            later -> assertThat(later.cause()).isEqualTo(Cause.DEPENDENCY));
        }

        volume.setMounted(true);
        volume.put(VolumePaths.claimed(job.ref()), GOOD, Claims.MODIFIED);

        assertThat(validate.attempt(job)).isInstanceOf(AttemptResult.Done.class);
    }

    @Test
    void endsAJobOfAnUnknownExtension() {
        var job = new UploadJob(Claims.claim("20200125_order.xlsx", "order", 10));

        validate.attempt(job);

        assertNotChecked(
                job.ref(),
                "Could not be checked: the name of the claimed file ends with neither .csv nor .tsv; nothing has to be done");
    }

    @Test
    void endsAJobAfterRepeatedUnexpectedFailures() {
        for (var failure :
                List.of(new IllegalStateException("row x,secret"), new OutOfMemoryError(), new StackOverflowError())) {
            var job = new UploadJob(claimed(GOOD));
            for (int i = 0; i < ValidateUpload.MAX_UNEXPECTED_FAILURES; i++) {
                assertThat(validate.unexpectedFailure(job, failure)).isInstanceOf(AttemptResult.RetryLater.class);
            }

            validate.attempt(job);

            assertNotChecked(
                    job.ref(),
                    "Could not be checked: Sluice failed while it checked the file; the file is unchanged and nothing has to be done");
        }
    }

    @Test
    void endsAJobThatFailsUnexpectedlyUnlessItHasAnOutcome() {
        var claim = claimed(GOOD);
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
        var job = new UploadJob(claimed(GOOD));
        volume.refuseReading(VolumeRefusedException.permissionDenied("cannot read", null));

        var attempts = attemptsUntilDone(job);

        assertThat(attempts).isEqualTo(ValidateUpload.MAX_FORBIDDEN + 1);
        assertNotChecked(
                job.ref(),
                "Could not be checked: Sluice cannot read the file from its volume; the file is unchanged and nothing has to be done");
    }

    @Test
    void readsAFileAfterItsVolumeRefusedForAWhile() {
        var job = new UploadJob(claimed(GOOD));
        volume.refuseReading(new VolumeRefusedException("cannot read: Failure", null));
        for (int i = 1; i < ValidateUpload.MAX_REFUSED; i++) {
            assertThat(validate.attempt(job)).isInstanceOf(AttemptResult.RetryLater.class);
        }

        volume.refuseReading(null);

        assertThat(((AttemptResult.Done) validate.attempt(job)).outcome().outcome())
                .isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void endsAJobWhoseFileStaysUnreadable() {
        var job = new UploadJob(claimed(GOOD));
        volume.refuseReading(new VolumeRefusedException("cannot read: Failure", null));

        assertThat(attemptsUntilDone(job)).isEqualTo(ValidateUpload.MAX_REFUSED + 1);
    }

    @Test
    void endsAJobWhoseFileNeverStaysTheSame() {
        var job = new UploadJob(claimed(GOOD));
        var path = VolumePaths.claimed(job.ref());
        for (int i = 1; i <= ValidateUpload.MAX_CHANGED; i++) {
            volume.put(path, GOOD + "3,Cy\n".repeat(i), Claims.MODIFIED.plusSeconds(i));
            assertThat(validate.attempt(job)).isInstanceOf(AttemptResult.RetryLater.class);
        }

        validate.attempt(job);

        assertNotChecked(
                job.ref(),
                "Could not be checked: the file was different each time Sluice read it; nothing has to be done");
    }

    @Test
    void endsAJobWhoseStoredOutcomeIsDamaged() {
        var job = new UploadJob(claimed(GOOD));
        outcomes.damage(job.ref());

        attemptsUntilDone(job);

        assertNotChecked(
                job.ref(),
                "Could not be checked: Sluice failed while it checked the file; the file is unchanged and nothing has to be done");
    }

    @Test
    void keepsTryingWhileTheOutcomeOfAGivenUpFileCannotBePublished() {
        var job = new UploadJob(claimed(GOOD));
        for (int i = 0; i < ValidateUpload.MAX_UNEXPECTED_FAILURES; i++) {
            validate.unexpectedFailure(job, new IllegalStateException("a bug"));
        }
        jobEvents.failNext(2);

        var attempts = attemptsUntilDone(job);

        assertThat(attempts).isEqualTo(3);
        assertThat(jobEvents.validated()).hasSize(1);
    }

    private int attemptsUntilDone(UploadJob job) {
        var attempts = 1;
        while (!(validate.attempt(job) instanceof AttemptResult.Done)) {
            attempts++;
        }
        return attempts;
    }

    private void assertNotChecked(JobRef job, String message) {
        var outcome = jobEvents.validated().getLast();
        assertThat(outcomes.find(job).orElseThrow().outcome()).isEqualTo(outcome);
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.errorMessage()).contains("Could not be checked; 1 error in 0 rows");
        assertThat(outcome.firstErrors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("internal-error");
            assertThat(error.message()).isEqualTo(message);
        });
        assertThat(outcome.hasReport()).isTrue();
        assertThat(outcome.sha256()).isEmpty();
    }

    @Test
    void publishesTheStart() {
        var claim = claimed(GOOD);

        validate.attempt(new UploadJob(claim));

        assertThat(jobEvents.progress()).containsExactly(new JobProgressed(claim.job(), 0, 0, GOOD.length(), 0, NOW));
    }

    /// The volume has no such file, because a file over the limit is not read.
    private static UploadClaimed overLimit(Limit limit, long used, long allowed) {
        var claim = Claims.order(GOOD.length());
        return new UploadClaimed(
                claim.job(),
                claim.size(),
                claim.modifiedAt(),
                claim.receivedAt(),
                claim.claimedAt(),
                Optional.of(new LimitExceeded(limit, used, allowed)),
                Optional.empty(),
                List.of());
    }

    private UploadClaimed claimed(String content) {
        var claim = Claims.order(content.length());
        volume.put(VolumePaths.claimed(claim.job()), content, Claims.MODIFIED);
        return claim;
    }
}
