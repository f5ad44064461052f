package io.sluice.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.fixtures.volume.Steps;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveUploadsTest {
    private static final String NAME = "20200125_order.csv";
    private static final String KEY = "archive/acme/order/2020/01/20200125_order." + ArchiveWorld.job(1) + ".csv.gz";
    private static final String REPORT_KEY = KEY.replace(".gz", ".errors.csv.gz");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ArchiveWorld world = new ArchiveWorld();

    @Test
    void fileGoesToTheArchiveOnceItsTimeIsOver() {
        world.accepted(1, NAME, "id\n1\n");
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));

        world.watcher().run();

        assertThat(world.files()).isEmpty();
        assertThat(world.objects.keys()).containsExactly(KEY);
        assertThat(world.objects.text(KEY)).isEqualTo("id\n1\n");
        assertThat(world.totals.files()).isEqualTo(1);
        assertThat(world.totals.bytes()).isEqualTo(5);
    }

    @Test
    void objectNamesItsJob() {
        world.refused(1, NAME, "id\nx\n", "line\n");
        var releasedAt = world.watcherTime.instant();
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));

        world.watcher().run();

        assertThat(world.objects.find(KEY).orElseThrow().metadata())
                .containsEntry("job-id", ArchiveWorld.job(1))
                .containsEntry("file-name", NAME)
                .containsEntry("sha256", ArchiveWorld.content("id\nx\n").sha256())
                .containsEntry("size", "5")
                .containsEntry("outcome", "failed")
                .containsEntry("released-at", releasedAt.toString());
    }

    @Test
    void reportIsArchivedBesideItsFile() {
        world.refused(1, NAME, "id\nx\n", "line,record\n2,1\n");
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));

        world.watcher().run();

        assertThat(world.files()).isEmpty();
        assertThat(world.objects.keys()).containsExactly(REPORT_KEY, KEY);
        assertThat(world.objects.text(REPORT_KEY)).isEqualTo("line,record\n2,1\n");
    }

    @Test
    void youngerFileStays() {
        world.accepted(1, NAME, "id\n1\n");
        world.pass(ArchiveWorld.KEEP.minus(MINUTE));

        world.watcher().run();

        assertThat(world.files()).contains(ArchiveWorld.PROCESSED + NAME);
        assertThat(world.objects.keys()).isEmpty();
    }

    @Test
    void fileWhoseEndIsNotKnownYetStays() {
        world.planned(1, NAME, ArchiveWorld.PROCESSED + NAME, Optional.empty(), "id\n1\n");
        world.volume.put(ArchiveWorld.PROCESSED + NAME, "id\n1\n");
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));

        world.watcher().run();

        assertThat(world.files()).contains(ArchiveWorld.PROCESSED + NAME);
        assertThat(world.objects.keys()).isEmpty();
    }

    @Test
    void fileThatNoWatcherPutThereIsLeftAlone() {
        world.volume.put(ArchiveWorld.PROCESSED + "notes.txt", "by hand");
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));

        world.watcher().run();

        assertThat(world.files()).containsExactly(ArchiveWorld.PROCESSED + "notes.txt");
    }

    @Test
    void emptiedFoldersOfRecordsGo() {
        world.accepted(1, NAME, "id\n1\n");
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));

        world.watcher().run();

        assertThat(world.volume.folders("/released")).isEmpty();
    }

    @Test
    void uploadThatTheStoreDamagedLeavesTheFileWhereItIs() {
        world.accepted(1, NAME, "id\n1\n");
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));
        world.objects.damaging(true);

        world.watcher().run();

        assertThat(world.files()).contains(ArchiveWorld.PROCESSED + NAME);
        assertThat(world.objects.keys()).isEmpty();
        assertThat(world.totals.failures()).isEqualTo(1);
    }

    @Test
    void fileThatCouldNotBeArchivedIsTriedAgainAfterAnHour() {
        world.accepted(1, NAME, "id\n1\n");
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));
        var watcher = world.watcher();
        world.objects.damaging(true);
        watcher.run();
        world.objects.damaging(false);
        world.pass(MINUTE);
        watcher.run();
        var soon = world.objects.keys();
        world.pass(Duration.ofHours(1));

        watcher.run();

        assertThat(soon).isEmpty();
        assertThat(world.objects.keys()).containsExactly(KEY);
        assertThat(world.files()).isEmpty();
    }

    @Test
    void objectThatWasDamagedBeforeItWasReadBackIsWrittenAgain() {
        world.accepted(1, NAME, "id\n1\n");
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));
        world.steps.killAt(2, true);
        killed(world.watcher());
        world.objects.damage(KEY);
        world.steps.restart();

        world.watcher().run();

        assertThat(world.objects.text(KEY)).isEqualTo("id\n1\n");
        assertThat(world.objects.written()).containsExactly(KEY, KEY);
        assertThat(world.files()).isEmpty();
    }

    @Test
    void uploadThatWasCutOffBeforeItsEndIsNotWrittenAgain() {
        world.accepted(1, NAME, "id\n1\n");
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));
        world.steps.killAt(2, true);
        killed(world.watcher());
        world.steps.restart();

        world.watcher().run();

        assertThat(world.objects.written()).containsExactly(KEY);
        assertThat(world.files()).isEmpty();
    }

    @Test
    void changedFileIsNotArchived() {
        world.accepted(1, NAME, "id\n1\n");
        world.volume.put(ArchiveWorld.PROCESSED + NAME, "id\n2\n");
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));

        world.watcher().run();

        assertThat(world.files()).contains(ArchiveWorld.PROCESSED + NAME);
        assertThat(world.objects.keys()).isEmpty();
        assertThat(world.totals.failures()).isEqualTo(1);
    }

    @Test
    void badRecordHoldsUpNoOther() {
        var place = world.accepted(1, "20200124_order.csv", "id\n0\n");
        world.volume.put(place.record(), "{\"job\":");
        world.accepted(2, NAME, "id\n1\n");
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));

        world.watcher().run();

        assertThat(world.objects.keys()).hasSize(1);
        assertThat(world.files()).contains(ArchiveWorld.PROCESSED + "20200124_order.csv", place.record());
        assertThat(world.totals.failures()).isEqualTo(1);
    }

    @Test
    void fileThatWasRemovedByHandEndsItsRecord() {
        world.accepted(1, NAME, "id\n1\n");
        world.volume.delete(ArchiveWorld.PROCESSED + NAME);
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));

        world.watcher().run();

        assertThat(world.files()).isEmpty();
        assertThat(world.totals.failures()).isEqualTo(1);
    }

    @Test
    void crowdedAccountGivesItsOldestFilesUntilThereIsRoom() {
        world.accepted(1, "20200125_order.csv", "id\n1\n");
        world.pass(Duration.ofHours(2));
        world.accepted(2, "20200126_order.csv", "id\n2\n");
        world.pass(Duration.ofHours(2));
        world.accepted(3, "20200127_order.csv", "id\n3\n");
        world.workspaces.set(ArchiveWorld.ACME, 806, 1000);

        world.watcher().run();

        assertThat(world.volume.files("/accounts")).containsExactly(ArchiveWorld.PROCESSED + "20200127_order.csv");
        assertThat(world.objects.keys()).hasSize(2);
        assertThat(world.workspaces.changed()).containsExactly(ArchiveWorld.ACME, ArchiveWorld.ACME);
    }

    @Test
    void accountAtTheMarkIsNotCrowded() {
        world.accepted(1, NAME, "id\n1\n");
        world.workspaces.set(ArchiveWorld.ACME, 800, 1000);

        world.watcher().run();

        assertThat(world.objects.keys()).isEmpty();
    }

    @Test
    void watcherClockSetAheadArchivesNothing() {
        world.accepted(1, NAME, "id\n1\n");
        world.watcherTime.setClock(world.watcherTime.instant().plus(Duration.ofDays(30)));

        world.watcher().run();

        assertThat(world.objects.keys()).isEmpty();
        assertThat(world.totals.isHeld()).isTrue();
    }

    @Test
    void recordOfClockThatWasBehindIsJudgedByTheServersClock() {
        world.watcherTime.setClock(world.watcherTime.instant().minus(Duration.ofDays(30)));
        world.accepted(1, NAME, "id\n1\n");
        world.watcherTime.setClock(world.serverTime.instant());

        world.watcher().run();

        assertThat(world.objects.keys()).isEmpty();
    }

    @Test
    void allClocksSetAheadArchiveNothingBeforeItsTime() {
        world.accepted(1, NAME, "id\n1\n");
        var watcher = world.watcher();
        watcher.run();
        var ahead = world.watcherTime.instant().plus(Duration.ofDays(30));
        world.watcherTime.setClock(ahead);
        world.serverTime.setClock(ahead);
        world.storeTime.setClock(ahead);
        world.pass(Duration.ofDays(6));
        watcher.run();
        var early = world.objects.keys();
        world.pass(Duration.ofDays(1).plus(MINUTE));

        watcher.run();

        assertThat(early).isEmpty();
        assertThat(world.objects.keys()).containsExactly(KEY);
    }

    /// Another watcher archives the file, and a correction gets its name, while this one still uploads.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void newcomerUnderTheSameNameIsNotTakenForTheArchivedFile(boolean folderOfTheRecordStays) {
        world.accepted(1, NAME, "id\n1\n");
        if (folderOfTheRecordStays) {
            world.planned(3, "20200127_order.csv", ArchiveWorld.PROCESSED + "20200127_order.csv", Optional.empty(), "");
        }
        world.pass(ArchiveWorld.KEEP.plus(MINUTE));
        world.objects.duringNextWrite(() -> {
            world.watcher().run();
            world.accepted(2, NAME, "id\n2\n");
        });

        world.watcher().run();

        assertThat(world.volume.files("/accounts")).containsExactly(ArchiveWorld.PROCESSED + NAME);
        assertThat(world.volume.text(ArchiveWorld.PROCESSED + NAME)).isEqualTo("id\n2\n");
        assertThat(world.objects.text(KEY)).isEqualTo("id\n1\n");
        assertThat(world.files()).hasSize(folderOfTheRecordStays ? 3 : 2);
    }

    /// A refused file with its report, archived by a process that dies at every step in turn, before or after
    /// it; a correction of it comes as soon as its name is free.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyFileIsArchivedOnceWhereverTheProcessDies(boolean afterTheStep) {
        var died = 0;
        for (int step = 1; step <= 14; step++) {
            var scene = new ArchiveWorld();
            scene.refused(1, NAME, "id\nx\n", "line\n");
            scene.pass(ArchiveWorld.KEEP.plus(MINUTE));
            scene.steps.killAt(step, afterTheStep);
            died += killed(scene.watcher()) ? 1 : 0;
            scene.steps.restart();
            var free = scene.volume.stat(ArchiveWorld.INVALID + NAME).isEmpty()
                    && scene.volume
                            .stat(ArchiveWorld.INVALID + NAME + ".errors.csv")
                            .isEmpty();
            if (free) {
                scene.refused(2, NAME, "id\ny\n", "newer\n");
            }
            var watcher = scene.watcher();

            watcher.run();
            watcher.run();

            assertThat(scene.objects.keys()).as("step %d", step).containsExactly(REPORT_KEY, KEY);
            assertThat(scene.objects.text(KEY)).isEqualTo("id\nx\n");
            assertThat(scene.objects.text(REPORT_KEY)).isEqualTo("line\n");
            assertThat(scene.volume.files("/accounts"))
                    .as("step %d", step)
                    .hasSize(free ? 2 : 0)
                    .allSatisfy(file -> assertThat(scene.volume.text(file)).isIn("id\ny\n", "newer\n"));
            assertThat(scene.files()).as("step %d", step).hasSize(free ? 3 : 0);
            assertThat(scene.totals.failures()).isZero();
        }
        assertThat(died).isGreaterThan(9);
    }

    private static boolean killed(ArchiveUploads watcher) {
        try {
            watcher.run();
            return false;
        } catch (Steps.Killed end) {
            return true;
        }
    }
}
