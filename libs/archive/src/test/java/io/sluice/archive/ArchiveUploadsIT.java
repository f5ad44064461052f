package io.sluice.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.TestObjectStoreClient;
import io.sluice.fixtures.volume.Killable;
import io.sluice.fixtures.volume.Steps;
import io.sluice.volume.Volume;
import io.sluice.volume.release.RecordPlace;
import io.sluice.volume.release.ReleaseRecord;
import io.sluice.volume.release.ReleaseRecords;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The archive between a real SFTP server and a real object store.
class ArchiveUploadsIT {
    private static final AccountId ACME = new AccountId("acme");
    private static final String FILE = "id\nx\n";
    private static final String REPORT = "line,record\n2,1\n";

    private final ArchiveStore store = new ArchiveStore(TestObjectStoreClient.make(), EmbeddedObjectStore.BUCKET);
    private ServedVolume world;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        world = new ServedVolume(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void archivesAFileWithItsReport() throws Exception {
        var job = refused("20200125_order.csv");

        watcher(new Steps(), Duration.ZERO).run();

        assertThat(world.files("/accounts")).isEmpty();
        assertThat(world.files("/released")).containsExactly("/released/clock");
        assertThat(unpacked(ArchiveKey.of(job, ArchivedPart.FILE))).isEqualTo(FILE);
        assertThat(unpacked(ArchiveKey.of(job, ArchivedPart.REPORT))).isEqualTo(REPORT);
    }

    @Test
    void damagedUploadIsFoundByReadingBackAndTheFileStays() throws Exception {
        var job = refused("20200125_order.csv");
        var totals = new ArchiveTotals();

        watcher(world.volume(), damaging(), Duration.ZERO, totals).run();

        assertThat(totals.failures()).isEqualTo(1);
        assertThat(world.files("/accounts")).hasSize(2);
        assertThat(store.find(ArchiveKey.of(job, ArchivedPart.REPORT).toString()))
                .isEmpty();
    }

    @Test
    void leavesAYoungFile() throws Exception {
        refused("20200125_order.csv");

        watcher(new Steps(), Duration.ofHours(1)).run();

        assertThat(world.files("/accounts")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void archivesEachFileOnceWhereverTheProcessDies(boolean afterTheStep) throws Exception {
        var died = 0;
        for (int step = 1; step <= 30; step++) {
            var job = refused("20200125_order.csv");
            var steps = new Steps();
            steps.killAt(step, afterTheStep);
            try {
                watcher(steps, Duration.ZERO).run();
            } catch (Steps.Killed end) {
                died++;
            }
            var next = watcher(new Steps(), Duration.ZERO);

            next.run();
            next.run();

            assertThat(world.files("/accounts")).as("step %d", step).isEmpty();
            assertThat(world.files("/released")).as("step %d", step).containsExactly("/released/clock");
            assertThat(unpacked(ArchiveKey.of(job, ArchivedPart.FILE)))
                    .as("step %d", step)
                    .isEqualTo(FILE);
            assertThat(unpacked(ArchiveKey.of(job, ArchivedPart.REPORT)))
                    .as("step %d", step)
                    .isEqualTo(REPORT);
        }
        assertThat(died).isGreaterThan(20);
    }

    private ArchiveUploads watcher(Steps steps, Duration keep) {
        return watcher(
                Killable.of(Volume.class, world.volume(), steps),
                Killable.of(ArchiveObjects.class, store, steps),
                keep,
                new ArchiveTotals());
    }

    private static ArchiveUploads watcher(Volume volume, ArchiveObjects objects, Duration keep, ArchiveTotals totals) {
        var records = new ReleaseRecords(volume);
        return new ArchiveUploads(
                records,
                new ArchiveFile(volume, records, new StoreInArchive(volume, objects, () -> false), objects),
                new SlowestClock(
                        () -> Duration.ofNanos(System.nanoTime()),
                        List.of(
                                // A second ahead: times on the disk have whole seconds.
                                new NamedClock("watcher", () -> Instant.now().plusSeconds(2)),
                                new NamedClock(
                                        "object store", () -> objects.now().plusSeconds(2)),
                                new NamedClock(
                                        "SFTP server",
                                        () -> new ServerClock(volume).get().plusSeconds(2)))),
                new CrowdedAccounts(List::of, new FakeWorkspaces()),
                keep,
                () -> Duration.ofNanos(System.nanoTime()),
                () -> false,
                totals);
    }

    /// The real store behind a network that flips a bit of whatever is written.
    private ArchiveObjects damaging() {
        return (ArchiveObjects) Proxy.newProxyInstance(
                ArchiveObjects.class.getClassLoader(),
                new Class<?>[] {ArchiveObjects.class},
                (proxy, method, asked) -> {
                    if (method.getName().equals("write")) {
                        var writing = (ArchiveObjects.ObjectWriter) asked[2];
                        asked[2] = (ArchiveObjects.ObjectWriter) to -> {
                            var bytes = new ByteArrayOutputStream();
                            writing.write(bytes);
                            var damaged = bytes.toByteArray();
                            damaged[damaged.length / 2] ^= 1;
                            to.write(damaged);
                        };
                    }
                    return method.invoke(store, asked);
                });
    }

    /// A job's refused file as a release leaves it.
    private JobRef refused(String name) throws Exception {
        var folder = world.disk("/accounts/acme/invalid/order");
        Files.writeString(folder.resolve(name), FILE);
        Files.writeString(folder.resolve(name + ".errors.csv"), REPORT);
        var job = new JobRef(
                JobId.at(System.currentTimeMillis()),
                ACME,
                new SourceType("order"),
                DataDate.of(name.substring(0, 8)).orElseThrow(),
                name);
        var records = new ReleaseRecords(world.volume());
        var place = RecordPlace.of(ACME, job.jobId(), Instant.now());
        records.plan(
                place,
                new ReleaseRecord(
                        job,
                        "/invalid/order/" + name,
                        Optional.of("/invalid/order/" + name + ".errors.csv"),
                        FILE.length(),
                        Optional.of(ArchiveWorld.content(FILE).sha256()),
                        Outcome.FAILED,
                        Instant.now()));
        records.confirm(place);
        return job;
    }

    private String unpacked(ArchiveKey key) {
        return store.read(
                key.toString(),
                packed -> new String(new GZIPInputStream(packed).readAllBytes(), StandardCharsets.UTF_8));
    }
}
