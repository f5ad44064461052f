package io.sluice.validator.job;

import static io.sluice.validator.job.UploadWorld.BAD;
import static io.sluice.validator.job.UploadWorld.GOOD;
import static io.sluice.validator.job.UploadWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.engine.batch.HashKey;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.fixtures.LoggedLines;
import io.sluice.validator.data.DaySets;
import io.sluice.validator.job.AttemptResult.Cause;
import io.sluice.validator.job.AttemptResult.Done;
import io.sluice.validator.job.AttemptResult.Origin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rows of accepted files become the data of their day, whatever dies in between.
class ValidateUploadDataTest {
    private static final AcceptanceDeclaration HALF = new AcceptanceDeclaration("partial", 50.0);

    private final UploadWorld world = new UploadWorld();
    private final Attempts validate = world.newProcess();

    @Test
    void writesAcceptedRowsStoresTheirFileAndSwapsTheDay() throws NoSuchAlgorithmException {
        var claim = world.claimed(GOOD);

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((Done) attempt).outcome();
        var file = world.onlyDataFile();
        var bytes = Objects.requireNonNull(world.data().objects().get(file.key()));
        assertThat(file.key())
                .matches(
                        "lake/110-1234-567/order/data/date=2020-01-25/0193f0000000700080000000000000aa-[0-9a-f]{8}\\.parquet");
        assertThat(file.size()).isEqualTo(bytes.length);
        assertThat(file.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(file.rows()).isEqualTo(2);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .startsWith("PAR1")
                .endsWith("PAR1");
        assertThat(world.data().swaps()).containsExactly(new DaySwap(claim.job(), 3, Optional.of(file)));
        assertThat(world.jobEvents().validated()).containsExactly(outcome);
    }

    @Test
    void writesNothingOfARefusedFile() {
        var claim = world.claimed(BAD);

        var attempt = validate.attempt(new UploadJob(claim));

        assertThat(((Done) attempt).outcome().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(world.data().begun()).isZero();
        assertThat(world.data().open()).isZero();
        assertThat(world.data().objects()).isEmpty();
        assertThat(world.data().swaps()).isEmpty();
        assertThat(world.outcomes().find(claim.job()).orElseThrow().data()).isEmpty();
    }

    @Test
    void removesWhatWasSentOfALongFileThatIsRefusedInTheEnd() {
        var rows = IntStream.range(0, 10_000).mapToObj(i -> i + ",Ann\n").collect(Collectors.joining());

        var attempt = validate.attempt(new UploadJob(world.claimed("id,name\n" + rows + "x,Bo\n" + rows)));

        assertThat(((Done) attempt).outcome().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(world.data().begun()).isOne();
        assertThat(world.data().open()).isZero();
        assertThat(world.data().objects()).isEmpty();
    }

    @Test
    void emptiesTheDayWithAFileWithoutRows() {
        var claim = world.claimed("id,name\n");

        validate.attempt(new UploadJob(claim));

        assertThat(world.data().begun()).isZero();
        assertThat(world.data().swaps()).containsExactly(new DaySwap(claim.job(), 3, Optional.empty()));
    }

    @Test
    void emptiesTheDayWithAFileWhoseRowsAreAllRefused() {
        world.schemas().setResponse(FakeSchemas.current(4, "Integer", new AcceptanceDeclaration("partial", 100.0)));
        var claim = world.claimed("id,name\nx,Ann\n");

        validate.attempt(new UploadJob(claim));

        assertThat(world.data().swaps()).containsExactly(new DaySwap(claim.job(), 4, Optional.empty()));
    }

    @Test
    void writesOnlyTheRowsWithoutAnErrorOfAFileAcceptedInPart() {
        world.schemas().setResponse(FakeSchemas.current(4, "Integer", HALF));

        validate.attempt(new UploadJob(world.claimed(BAD)));

        assertThat(world.onlyDataFile().rows()).isOne();
    }

    @Test
    void readsAFileTwiceWhoseDuplicatesAreFoundAtItsEnd(@TempDir Path spills) {
        world.schemas().setResponse(FakeSchemas.withUniqueNames(HALF));
        var rows = IntStream.range(0, 1_000).mapToObj(i -> i + ",Ann" + i % 900 + "\n");
        var claim = world.claimed("id,name\n" + rows.collect(Collectors.joining()));
        var process = world.newProcess(new KeyMemory(1, spills), world.outcomes(), NOW);

        var attempt = process.attempt(new UploadJob(claim));

        assertThat(((Done) attempt).outcome().rowsAccepted()).isEqualTo(900);
        assertThat(world.onlyDataFile().rows()).isEqualTo(900);
        assertThat(world.data().begun()).isEqualTo(2);
        assertThat(world.data().open()).isZero();
        assertThat(spills).isEmptyDirectory();
    }

    @Test
    void checksAFileAgainThatChangesBetweenTwoPasses(@TempDir Path spills) {
        world.schemas().setResponse(FakeSchemas.withUniqueNames(HALF));
        var rows = IntStream.range(0, 1_000).mapToObj(i -> i + ",Ann" + i % 900 + "\n");
        var content = "id,name\n" + rows.collect(Collectors.joining());
        var claim = world.claimed(content);
        var process = world.newProcess(new KeyMemory(1, spills), world.outcomes(), NOW);
        var job = new UploadJob(claim);
        world.volume()
                .afterNextRead(() -> world.volume()
                        .put(VolumePaths.claimed(claim.job()), content.replace("999,", "998,"), Claims.MODIFIED));

        var first = process.attempt(job);
        var second = process.attempt(job);

        assertThat(first)
                .isEqualTo(new AttemptResult.RetryLater(
                        "the file changed after it was claimed, it is read again from its start",
                        Cause.FILE,
                        Duration.ofMillis(500)));
        assertThat(((Done) second).outcome().rowsAccepted()).isEqualTo(900);
        assertThat(world.onlyDataFile().rows()).isEqualTo(900);
    }

    @Test
    void publishesNothingBeforeTheDayIsSwapped() {
        var job = new UploadJob(world.claimed(GOOD));
        world.data().setUnavailable(true);

        var first = validate.attempt(job);
        var publishedBefore = world.jobEvents().validated().size();
        world.data().setUnavailable(false);
        var second = validate.attempt(job);

        assertThat(first)
                .isEqualTo(new AttemptResult.RetryLater(
                        "data-service is unavailable", Cause.DEPENDENCY, Duration.ofMillis(500)));
        assertThat(publishedBefore).isZero();
        assertThat(second)
                .isInstanceOfSatisfying(
                        Done.class, done -> assertThat(done.origin()).isEqualTo(Origin.STORED_BEFORE));
        assertThat(world.data().begun()).isOne();
        assertThat(world.data().swaps()).extracting(DaySwap::file).containsExactly(Optional.of(world.onlyDataFile()));
        assertThat(world.jobEvents().validated()).hasSize(1);
    }

    @Test
    void swapsAgainWhatAnEarlierProcessStoredAndMayHaveSwapped() {
        var claim = world.claimed(GOOD);
        world.jobEvents().failNext(1);
        validate.attempt(new UploadJob(claim));

        world.newProcess().attempt(new UploadJob(claim));

        assertThat(world.data().swaps())
                .hasSize(2)
                .containsOnly(world.data().swaps().getFirst());
        assertThat(world.jobEvents().validated()).hasSize(1);
        assertThat(world.data().objects()).hasSize(1);
    }

    @Test
    void aKilledProcessLeavesAFileThatNoOutcomeNames() {
        var claim = world.claimed(GOOD);
        world.outcomes().beforeStoring(() -> {
            throw new OutOfMemoryError("killed");
        });
        assertThatThrownBy(() -> validate.attempt(new UploadJob(claim))).isInstanceOf(OutOfMemoryError.class);
        world.outcomes().beforeStoring(() -> {});
        var orphan = world.data().objects().keySet().iterator().next();

        world.newProcess().attempt(new UploadJob(claim));

        assertThat(world.data().objects()).hasSize(2).containsKey(orphan);
        assertThat(world.data().swaps())
                .singleElement()
                .satisfies(swap -> assertThat(swap.file().orElseThrow().key()).isNotEqualTo(orphan));
    }

    @Test
    void removesItsFileWhenAnotherProcessStoredItsOutcomeFirst() {
        var claim = world.claimed(GOOD);
        world.outcomes().beforeStoring(() -> {
            world.outcomes().beforeStoring(() -> {});
            world.newProcess().attempt(new UploadJob(claim));
        });

        var attempt = validate.attempt(new UploadJob(claim));

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Done.class, done -> assertThat(done.origin()).isEqualTo(Origin.STORED_BEFORE));
        assertThat(world.data().begun()).isEqualTo(2);
        assertThat(world.data().objects()).containsOnlyKeys(world.onlyDataFile().key());
        assertThat(world.data().swaps())
                .hasSize(2)
                .containsOnly(world.data().swaps().getFirst());
    }

    @Test
    void endsTheJobThoughTheFileOfTheLoserCannotBeRemoved() {
        var claim = world.claimed(GOOD);
        world.outcomes().beforeStoring(() -> {
            world.outcomes().beforeStoring(() -> {});
            world.newProcess().attempt(new UploadJob(claim));
            world.data().setFull(true);
        });

        var attempt = validate.attempt(new UploadJob(claim));

        assertThat(attempt).isInstanceOf(Done.class);
    }

    @Test
    void triesAgainWhileTheObjectStoreTakesNoRows() {
        var job = new UploadJob(world.claimed(GOOD));
        world.data().setFull(true);

        var first = validate.attempt(job);
        world.data().setFull(false);
        var second = validate.attempt(job);

        assertThat(first)
                .isEqualTo(new AttemptResult.RetryLater(
                        "the object store is full", Cause.DEPENDENCY, Duration.ofMillis(500)));
        assertThat(world.data().open()).isZero();
        assertThat(second).isInstanceOf(Done.class);
        assertThat(world.data().swaps()).hasSize(1);
    }

    @Test
    void makesNoDataOfAFileThatChangedWhileItWasRead() {
        var claim = world.claimed(GOOD);
        world.volume()
                .afterNextRead(
                        () -> world.volume().put(VolumePaths.claimed(claim.job()), GOOD + "3,Cy\n", Claims.MODIFIED));

        validate.attempt(new UploadJob(claim));

        assertThat(world.data().open()).isZero();
        assertThat(world.data().objects()).isEmpty();
    }

    /// Earlier versions stored accepted rows without their data.
    @Test
    void keepsTheDayOfAnOutcomeThatWasStoredBeforeThereWasData() {
        var claim = world.claimed(GOOD);
        world.newProcess(world.data().without()).attempt(new UploadJob(claim));

        List<String> log;
        try (var logged = new LoggedLines()) {
            validate.attempt(new UploadJob(claim));
            log = logged.of(DaySets.class.getName());
        }

        assertThat(world.data().swaps()).isEmpty();
        assertThat(world.data().acceptedWithoutData()).isEqualTo(1);
        assertThat(world.jobEvents().validated()).hasSize(2);
        assertThat(log)
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains(
                        "a file was accepted without data, because a validator checked it that writes none; replay the"
                                + " job",
                        "rows=2",
                        "acceptedAt=");
    }

    /// data-service refuses whatever is of an erased account, and a job must end all the same.
    @Test
    void endsTheJobOfAnAccountThatIsErased() {
        world.data().erase();

        var result = validate.attempt(new UploadJob(world.claimed(GOOD)));

        assertThat(result).isInstanceOf(AttemptResult.Done.class);
        assertThat(world.data().swaps()).isEmpty();
        assertThat(world.jobEvents().validated()).hasSize(1);
    }

    @Test
    void tellsWhenALaterJobOfTheDayCameFirst() {
        world.data().setLate(true);

        List<String> log;
        try (var logged = new LoggedLines()) {
            validate.attempt(new UploadJob(world.claimed(GOOD)));
            log = logged.of(DaySets.class.getName());
        }

        assertThat(log)
                .singleElement()
                .asString()
                .contains(
                        "an accepted file did not become the data of its day, because a later job of the day came"
                                + " first",
                        "snapshotId=1");
    }

    @Test
    void aRefusedSwapHoldsUpOnlyItsOwnFile() {
        var job = new UploadJob(world.claimed(GOOD));
        world.data().setRefusing(true);

        var first = validate.attempt(job);
        world.data().setRefusing(false);
        var second = validate.attempt(job);

        assertThat(first)
                .isEqualTo(new AttemptResult.RetryLater(
                        "data-service refuses the day", Cause.FILE, Duration.ofMillis(500)));
        assertThat(second).isInstanceOf(Done.class);
    }

    @Test
    void asksForTheHashKeyOnceAndOnlyIfAFieldIsHashed() {
        validate.attempt(new UploadJob(world.claimed(GOOD)));
        var without = world.data().keysAsked();
        world.schemas().setResponse(FakeSchemas.withHashedNames());
        world.data().setHashKey(new HashKey(new byte[32]));

        validate.attempt(new UploadJob(world.anotherClaimed(GOOD)));

        assertThat(without).isZero();
        assertThat(world.data().keysAsked()).isOne();
        assertThat(world.data().objects().values())
                .filteredOn(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains("Ann"))
                .hasSize(1);
    }

    @Test
    void waitsWhileTheHashKeyIsNotToBeHad() {
        world.schemas().setResponse(FakeSchemas.withHashedNames());
        world.data().setKeysUnavailable(true);
        var job = new UploadJob(world.claimed(GOOD));

        var first = validate.attempt(job);
        world.data().setKeysUnavailable(false);
        var second = validate.attempt(job);

        assertThat(first)
                .isEqualTo(new AttemptResult.RetryLater(
                        "schema-service is unavailable", Cause.DEPENDENCY, Duration.ofMillis(500)));
        assertThat(second).isInstanceOf(Done.class);
    }
}
