package io.sluice.watcher.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.jcraft.jsch.ChannelSftp;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.fixtures.volume.FakeTime;
import io.sluice.volume.VolumeUnavailableException;
import io.sluice.watcher.testing.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The watcher over a real SFTP server with real clients; only its clock is set by the test.
class WatchUploadsIT {
    private static final String NAME = "20200125_order.csv";

    private SftpWorld world;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        world = new SftpWorld(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void takesUploadByTheLedgerAfterTheShortQuiet() throws Exception {
        var watcher = world.watcher();
        try (var tenant = world.logIn()) {
            tenant.put(NAME, "a\n1\n");
        }

        world.cycles(watcher, 3);

        assertThat(claimedNames()).containsExactly(NAME);
        assertThat(world.files("/accounts")).isEmpty();
        assertThat(world.claimedFiles()).hasSize(1);
    }

    @Test
    void neverTakesUploadThatIsStillOpen() throws Exception {
        var watcher = world.watcher();
        try (var tenant = world.logIn();
                var upload = tenant.begin(NAME, ChannelSftp.OVERWRITE)) {
            upload.write("a\n".getBytes(StandardCharsets.UTF_8));
            upload.flush();

            world.cycles(watcher, 60);

            assertThat(world.events().of(UploadClaimed.class)).isEmpty();
            assertThat(reasonOf("/sources/order/" + NAME)).isEqualTo("Upload still open");
        }
    }

    @Test
    void brokenOffUploadWaitsAndIsTakenOnceResumed() throws Exception {
        var watcher = world.watcher();
        var cut = world.logIn();
        var upload = cut.begin(NAME, ChannelSftp.OVERWRITE);
        upload.write("x".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        upload.flush();
        Awaitility.await().until(() -> Files.size(world.disk(World.ORDERS + NAME)) > 0);
        cut.cut();
        Awaitility.await()
                .until(() -> Files.readString(world.disk("/ledger/uploads.log")).contains("forced-close"));
        var size = Files.size(world.disk(World.ORDERS + NAME));
        world.cycles(watcher, 60);
        var whileBroken = claimedNames();
        var reason = reasonOf("/sources/order/" + NAME);
        try (var tenant = world.logIn();
                var rest = tenant.begin(NAME, ChannelSftp.APPEND)) {
            rest.write("rest".getBytes(StandardCharsets.UTF_8));
        }

        world.cycles(watcher, 3);

        assertThat(whileBroken).isEmpty();
        assertThat(reason)
                .isEqualTo(String.format(
                        Locale.ROOT, "Upload broken off after %,d bytes; continue it or upload again", size));
        assertThat(world.events().of(UploadClaimed.class))
                .extracting(UploadClaimed::size)
                .containsExactly(size + 4);
    }

    @Test
    void takesUploadUnderItsFinalNameAfterRename() throws Exception {
        var watcher = world.watcher();
        try (var tenant = world.logIn()) {
            tenant.put(NAME + ".filepart", "a\n");
            world.cycles(watcher, 3);
            tenant.rename(NAME + ".filepart", NAME);
        }

        world.cycles(watcher, 3);

        assertThat(claimedNames()).containsExactly(NAME);
    }

    @Test
    void modificationTimesInAnyYearDoNotMatter() throws Exception {
        var watcher = world.watcher();
        try (var tenant = world.logIn()) {
            tenant.put("20200101_order.csv", "a\n");
            tenant.setModified("20200101_order.csv", (int)
                    Instant.parse("1999-01-01T00:00:00Z").getEpochSecond());
            tenant.put("20200102_order.csv", "a\n");
            tenant.setModified("20200102_order.csv", (int)
                    Instant.parse("2099-01-01T00:00:00Z").getEpochSecond());
        }

        world.cycles(watcher, 3);

        assertThat(world.events().of(UploadClaimed.class))
                .extracting(UploadClaimed::modifiedAt)
                .containsExactly(Instant.parse("1999-01-01T00:00:00Z"), Instant.parse("2099-01-01T00:00:00Z"));
    }

    @Test
    void strangeNamesAreListedAndLeftAlone() throws Exception {
        var names = Stream.of(
                        "a*b?.csv", "back\\slash.csv", "20200125 order.csv", "..20200125_order.csv..x", "[a]{b}.csv")
                .sorted()
                .toList();
        var watcher = world.watcher();
        try (var tenant = world.logIn()) {
            for (var name : names) {
                tenant.put(name, "a\n");
            }
            tenant.put(NAME, "neighbour\n");
        }

        world.cycles(watcher, 40);

        assertThat(claimedNames()).containsExactly(NAME);
        assertThat(lastOf("/sources/order").files())
                .extracting(DirectoryObserved.SeenFile::path)
                .containsExactlyElementsOf(names.stream()
                        .filter(name -> !name.startsWith("."))
                        .map(name -> "/sources/order/" + name)
                        .toList());
    }

    @Test
    void reuploadWhileThePreviousVersionIsWorkedOnIsAnotherJob() throws Exception {
        var watcher = world.watcher();
        try (var tenant = world.logIn()) {
            tenant.put(NAME, "a\n");
            world.cycles(watcher, 3);
            tenant.put(NAME, "bb\n");
            world.cycles(watcher, 3);
        }

        assertThat(world.events().of(UploadClaimed.class))
                .extracting(UploadClaimed::size)
                .containsExactly(2L, 3L);
        assertThat(world.claimedFiles()).hasSize(2);
    }

    @Test
    void twoWatchersRacingTakeEachFileOnce() throws Exception {
        try (var tenant = world.logIn()) {
            for (var name : names(200)) {
                tenant.put(name, name);
            }
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = Stream.generate(() -> threads.submit(() -> {
                        var time = new FakeTime();
                        var watcher = world.watcher(time);
                        for (int i = 0; i < 5; i++) {
                            watcher.run();
                            time.pass(World.QUIET);
                        }
                    }))
                    .limit(2)
                    .toList();
            for (Future<?> run : runs) {
                run.get();
            }
        }

        assertThat(world.files("/accounts")).isEmpty();
        assertThat(world.claimedFiles()).hasSize(200);
        assertThat(world.events().of(UploadClaimed.class).stream()
                        .map(claim -> claim.job().jobId())
                        .distinct())
                .hasSize(200);
        assertThat(claimedNames().stream().distinct()).containsExactlyInAnyOrderElementsOf(names(200));
    }

    @Test
    void killedWatchersClaimIsAnnouncedByTheNext() throws Exception {
        try (var tenant = world.logIn()) {
            tenant.put(NAME, "a\n");
        }
        world.events().brokerUnavailable(true);
        world.cycles(world.watcher(), 3);
        world.events().brokerUnavailable(false);
        var claimed = world.claimedFiles();

        world.cycles(world.watcher(), 1);

        assertThat(claimed).hasSize(1);
        assertThat(world.events().of(UploadClaimed.class))
                .extracting(
                        claim -> "/processing/acme/%s/%s".formatted(claim.job().jobId(), NAME))
                .isEqualTo(claimed);
    }

    @Test
    void takesManyFilesOfOneFolder() throws Exception {
        takesFilesOfOneFolder(1_500);
    }

    @Test
    @Tag("long")
    void takesFiveThousandFilesOfOneFolder() throws Exception {
        takesFilesOfOneFolder(5_000);
    }

    private void takesFilesOfOneFolder(int files) throws Exception {
        var watcher = world.watcher();
        for (var name : names(files)) {
            Files.writeString(world.disk(World.ORDERS + name), name);
        }

        watcher.run();
        world.time().pass(World.UNMENTIONED_QUIET);
        watcher.run();

        assertThat(claimedNames()).hasSize(files).doesNotHaveDuplicates();
        assertThat(world.files("/accounts")).isEmpty();
    }

    @Test
    void healsWhenTheServerComesBack() throws Exception {
        var watcher = world.watcher();
        try (var tenant = world.logIn()) {
            tenant.put(NAME, "a\n");
        }
        watcher.run();
        world.server().stop();
        var failure = catchThrowable(watcher::run);
        world.server().start();

        world.cycles(watcher, 3);

        assertThat(failure).isInstanceOf(VolumeUnavailableException.class);
        assertThat(claimedNames()).containsExactly(NAME);
    }

    @Test
    void idleRoundOverTheLedgerIsCheap() throws Exception {
        var watcher = world.watcher();
        for (var name : names(2_000)) {
            Files.writeString(world.disk(World.ORDERS + "note-" + name), name);
        }
        try (var tenant = world.logIn()) {
            tenant.put(NAME, "a\n");
        }
        world.cycles(watcher, 5);

        var listed = watcher.run().accountsListed();

        assertThat(listed).isZero();
    }

    private List<String> claimedNames() {
        return world.events().of(UploadClaimed.class).stream()
                .map(claim -> claim.job().fileName())
                .toList();
    }

    private DirectoryObserved lastOf(String folder) {
        return world.events().of(DirectoryObserved.class).stream()
                .filter(event -> event.folder().equals(folder))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    private String reasonOf(String path) {
        return lastOf(path.substring(0, path.lastIndexOf('/'))).files().stream()
                .filter(file -> file.path().equals(path))
                .map(DirectoryObserved.SeenFile::reason)
                .findFirst()
                .orElse("not listed");
    }

    private static List<String> names(int number) {
        return IntStream.range(0, number)
                .mapToObj(day ->
                        LocalDate.of(2000, 1, 1).plusDays(day).format(DateTimeFormatter.BASIC_ISO_DATE) + "_order.csv")
                .toList();
    }
}
