package io.sluice.watcher.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.event.UsageMeasured.Meter;
import io.sluice.contracts.limit.EntryCount;
import io.sluice.contracts.limit.EntryCount.Kind;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What is measured of an account and published; its day ends at 16:00 UTC, its clock begins at 10:00.
class MeasureUsageTest {
    private static final Duration SHORT = Duration.ofSeconds(8);
    private static final long PLENTY = 1_000_000;
    private static final String FIRST = "20200125_order.csv";
    private static final String SECOND = "20200126_order.csv";
    private static final String THIRD = "20200127_order.csv";

    private final World world = new World();

    @Test
    void publishesEachAccountOnceAfterTheStart() {
        world.cycles(world.watcher(), Duration.ofMinutes(1));

        assertThat(world.events().of(UsageMeasured.class)).singleElement().satisfies(usage -> {
            assertThat(usage.workspace()).isEqualTo(new Meter(0, 5L << 30));
            assertThat(usage.daily()).isEqualTo(new Meter(0, 1L << 30));
            assertThat(usage.resetsAt()).isEqualTo("2026-11-21T16:00:00Z");
        });
    }

    @Test
    void countsEverythingInTheAccountsFolders() {
        world.volume().put(World.ORDERS + "notes.txt", "123");
        world.volume().put(World.ORDERS + FIRST + ".filepart", "12");
        world.volume().putFolders(World.ORDERS + "deep/er");
        world.volume().put(World.ORDERS + "deep/er/x", "1");
        world.volume().put("/accounts/acme/processed/order/a.csv", "1234");
        world.volume().put("/accounts/acme/invalid/member/b.csv", "12345");
        world.volume().putFolders("/processing/acme/0193f000000070008000000000000001");
        world.volume().put("/processing/acme/0193f000000070008000000000000001/" + FIRST, "123456");

        world.watcher().run();

        assertThat(world.usage().workspace().usedBytes()).isEqualTo(3 + 2 + 1 + 4 + 5 + 6);
    }

    @Test
    void countsReuploadsAndBrokenOffUploadsOfTheDay() {
        var watcher = world.watcher();
        world.uploads(FIRST, "12345");
        world.cycles(watcher, SHORT);
        world.uploads(FIRST, "123");
        world.uploadsAndIsCutOff(SECOND, "12");

        world.cycles(watcher, SHORT);

        assertThat(world.usage().daily().usedBytes()).isEqualTo(10);
    }

    @Test
    void addsWhatWasSentAsBatches() {
        var watcher = world.watcher();
        world.uploads(FIRST, "12345");
        world.sendsBatches(7, Instant.parse("2026-11-21T16:00:00Z"), 1);

        world.cycles(watcher, SHORT);

        assertThat(world.usage().daily().usedBytes()).isEqualTo(12);
        assertThat(world.usage().batchBytes()).isEqualTo(7);
        assertThat(world.usage().sftpBytes()).isEqualTo(5);
    }

    @Test
    void beginsAnewWhenTheAccountsDayDoes() {
        var watcher = world.watcher();
        world.uploads(FIRST, "12345");
        world.cycles(watcher, SHORT);
        world.time().pass(Duration.ofHours(6));

        watcher.run();

        assertThat(world.usage().daily().usedBytes()).isZero();
        assertThat(world.usage().resetsAt()).isEqualTo("2026-11-22T16:00:00Z");
    }

    @Test
    void knowsTheDaysTrafficAfterARestart() {
        world.uploads(FIRST, "12345");
        world.cycles(world.watcher(), SHORT);

        world.watcher().run();

        assertThat(world.usage().daily().usedBytes()).isEqualTo(5);
    }

    @Test
    void countsWhatAnOpenUploadHasWrittenSoFar() {
        var watcher = world.watcher();
        world.beginsUpload(FIRST, "1234");
        watcher.run();
        world.time().pass(SHORT);
        world.volume().append(World.ORDERS + FIRST, "56");

        watcher.run();

        assertThat(world.usage().daily().usedBytes()).isEqualTo(6);
        assertThat(world.usage().workspace().usedBytes()).isEqualTo(6);
    }

    @Test
    void countsOfAResumedUploadOnlyWhatIsNew() {
        var watcher = world.watcher();
        world.uploadsAndIsCutOff(FIRST, "1234");
        watcher.run();
        world.time().pass(SHORT);
        world.opens("/sources/order/" + FIRST);
        world.volume().append(World.ORDERS + FIRST, "56");

        watcher.run();

        assertThat(world.usage().daily().usedBytes()).isEqualTo(6);
    }

    @Test
    void measuresTheOthersThoughOneHidesAFolder() {
        world.accounts().add(world.facts("other", "order"));
        world.volume().put("/accounts/other/sources/order/" + FIRST, "123");
        world.volume().putFolders(World.ORDERS + "hidden");
        world.volume().refuseListing(World.ORDERS + "hidden");
        world.opens("/sources/order/hidden/" + FIRST);

        world.watcher().run();

        assertThat(world.events().of(UsageMeasured.class))
                .extracting(usage -> usage.workspace().usedBytes())
                .containsExactlyInAnyOrder(0L, 3L);
    }

    /// A tenant keeps a handle open and renames the folder of its file into one chain after another.
    @Test
    void measuresTheOthersThoughOneMovesAnOpenUploadOutOfReach() {
        world.accounts().add(world.facts("other", "order"));
        world.volume().put("/accounts/other/sources/order/" + FIRST, "123");
        world.opens("/sources/order/A/" + FIRST);
        for (int i = 0; i < 25; i++) {
            var moved = i == 0 ? "/sources/order/A" : "/sources/order/d" + (i - 1);
            world.ledger("rename", "s1", moved, "to", "\"/sources/order/d%d/%s\"".formatted(i, "x".repeat(200)));
            world.watcher().run();
        }

        world.watcher().run();

        assertThat(world.events().of(UsageMeasured.class))
                .extracting(usage -> usage.workspace().usedBytes())
                .contains(0L, 3L);
    }

    @Test
    void aMeasurementThatTheBrokerNeverTakesIsNotSentAgain() {
        var asked = new AtomicInteger();
        world.events().refuseAsTooLarge(event -> event instanceof UsageMeasured && asked.incrementAndGet() > 0);

        world.cycles(world.watcher(), Duration.ofMinutes(1));

        assertThat(asked).hasValue(1);
    }

    /// The folder's mtime does not show these bytes, and the ledger mentions them once.
    @Test
    void countsWhatWasAddedToAFileInASubFolderThoughTheFolderWasListedAMomentBefore() {
        for (int i = 0; i < 30; i++) {
            world.volume().putFolders(World.ORDERS + "many/%02d".formatted(i));
        }
        world.volume().put(World.ORDERS + "many/07/file", "1");
        var watcher = world.watcher();
        world.cycles(watcher, SHORT);
        world.opens("/sources/order/many/07/file");
        watcher.run();
        world.volume().append(World.ORDERS + "many/07/file", "23");
        world.closes("/sources/order/many/07/file", 2);
        watcher.run();

        world.cycles(watcher, SHORT);

        assertThat(world.usage().workspace().usedBytes()).isEqualTo(3);
    }

    /// A client may name a file so that sshd cuts what it logs of it, e.g. by hundreds of `./`.
    @Test
    void countsAnUploadThatNoLineMentionsOnceItIsClaimed() {
        var watcher = world.watcher();
        world.uploads(FIRST, "12345");
        world.cycles(watcher, SHORT);
        world.volume().put(World.ORDERS + SECOND, "1234567");

        world.cycles(watcher, World.UNMENTIONED_QUIET.plusMinutes(2));

        assertThat(world.claims()).hasSize(2);
        assertThat(world.usage().daily().usedBytes()).isEqualTo(12);
    }

    @Test
    void publishesChangesSeldomAndCrossingsAtOnce() {
        world.limit(100, PLENTY);
        var watcher = world.watcher();
        watcher.run();
        world.time().pass(Duration.ofSeconds(2));
        world.uploads(FIRST, "x".repeat(10));
        watcher.run();
        assertThat(world.events().of(UsageMeasured.class)).hasSize(1);
        world.time().pass(Duration.ofSeconds(1));
        world.uploads(SECOND, "x".repeat(70));
        watcher.run();
        assertThat(world.usage().workspace().usedBytes()).isEqualTo(80);
        world.time().pass(Duration.ofSeconds(1));
        world.uploads(THIRD, "x".repeat(21));

        watcher.run();

        assertThat(world.usage().workspace().usedBytes()).isEqualTo(101);
        assertThat(world.events().of(UsageMeasured.class)).hasSize(3);
    }

    @Test
    void publishesTheNumberOfFilesAndItsCrossingAtOnce() {
        var near = World.MOST_FILES - World.MOST_FILES / 5;
        for (int i = 0; i < near - 1; i++) {
            world.volume().put(World.ORDERS + "file" + i, "");
        }
        var watcher = world.watcher();
        watcher.run();
        assertThat(world.usage().files()).contains(new EntryCount(Kind.FILES, near - 1, World.MOST_FILES));
        world.time().pass(Duration.ofSeconds(1));
        world.uploads(FIRST, "");

        watcher.run();

        assertThat(world.usage().files()).contains(new EntryCount(Kind.FILES, near, World.MOST_FILES));
        assertThat(world.events().of(UsageMeasured.class)).hasSize(2);
    }

    @Test
    void publishesAgainWhatTheBrokerDidNotTake() {
        var watcher = world.watcher();
        world.events().brokerUnavailable(true);
        watcher.run();
        world.events().brokerUnavailable(false);

        watcher.run();

        assertThat(world.events().of(UsageMeasured.class)).hasSize(1);
    }
}
