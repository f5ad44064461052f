package io.sluice.archive.replay;

import static io.sluice.archive.replay.ReplayScene.FILE;
import static io.sluice.archive.replay.ReplayScene.JOB;
import static io.sluice.archive.replay.ReplayScene.NAME;
import static io.sluice.archive.replay.ReplayScene.REFUSED;
import static io.sluice.archive.replay.ReplayScene.claimed;
import static io.sluice.archive.replay.ReplayScene.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.archive.ArchiveMismatchException;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.json.SluiceJson;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Where a replay finds the file, and what it makes of it.
class ReplayUploadTest {
    private final ReplayScene scene = new ReplayScene();

    @Test
    void refusedFileIsCopiedToANewClaim() {
        scene.refused(JOB, REFUSED, FILE);

        var claim = scene.replay(request());

        assertThat(claim.job().jobId()).isGreaterThan(JOB.jobId());
        assertThat(scene.volume.text(claimed(claim))).isEqualTo(FILE);
        assertThat(scene.volume.text(REFUSED)).isEqualTo(FILE);
        assertThat(scene.volume.files("/released/replays")).isEmpty();
    }

    @Test
    void fileThatNobodyCouldReleaseIsCopiedFromItsClaim() {
        scene.volume.putFolders("/processing/acme/" + JOB.jobId());
        scene.volume.put("/processing/acme/%s/%s".formatted(JOB.jobId(), NAME), FILE);

        var claim = scene.replay(request());

        assertThat(claim.job().jobId()).isGreaterThan(JOB.jobId());
        assertThat(claim.replayOf()).contains(JOB.jobId());
        assertThat(scene.volume.text(claimed(claim))).isEqualTo(FILE);
    }

    @Test
    void archivedFileComesBackAsAClaimOfANewJob() {
        Archived.put(scene.objects, 1, "order", "20200125", FILE);

        var claim = scene.replay(request());

        assertThat(scene.volume.text(claimed(claim))).isEqualTo(FILE);
        assertThat(scene.objects.keys()).contains(Archived.key(1, "order", "20200125"));
    }

    @Test
    void fileThatWasArchivedAMomentAgoComesFromTheArchive() {
        scene.refused(JOB, REFUSED, FILE);
        Archived.put(scene.objects, 1, "order", "20200125", FILE);
        scene.volume.delete(REFUSED);

        assertThat(scene.volume.text(claimed(scene.replay(request())))).isEqualTo(FILE);
    }

    @Test
    void newJobIsAnnouncedLikeAnyClaimAndSaysWhatItReplays() throws Exception {
        scene.refused(JOB, REFUSED, FILE);

        var claim = scene.replay(request());

        assertThat(scene.announced).containsExactly(claim);
        assertThat(claim.job().key()).isEqualTo("acme/order/20200125");
        assertThat(claim.size()).isEqualTo(5);
        assertThat(claim.exceeded()).isEmpty();
        assertThat(claim.replayOf()).contains(JOB.jobId());
        assertThat(SluiceJson.mapper()
                        .readValue(
                                scene.volume.text(
                                        "/processing/acme/" + claim.job().jobId() + "/claim.json"),
                                UploadClaimed.class))
                .isEqualTo(claim);
    }

    @Test
    void nameInTheFolderMayBelongToAnotherJob() {
        scene.refused(JOB, REFUSED, FILE);
        scene.volume.put(REFUSED, "of another job");

        assertThat(scene.replay.replay(request())).isEqualTo(new ReplayResult.NoFile());
    }

    @Test
    void fileThatIsNowhereIsNotReplayed() {
        assertThat(scene.replay.replay(request())).isEqualTo(new ReplayResult.NoFile());
        assertThat(scene.volume.files("/")).isEmpty();
    }

    @Test
    void fileThatIsNotWhatWasValidatedIsNotReplayed() {
        scene.refused(JOB, REFUSED, FILE);
        scene.volume.put(REFUSED, "id\n2\n");

        assertThatThrownBy(() -> scene.replay.replay(request()))
                .isInstanceOf(ArchiveMismatchException.class)
                .hasMessage(
                        "expected %s in %s but it holds %s; it is not replayed, find out who changed it",
                        Archived.content(FILE), REFUSED, Archived.content("id\n2\n"));
        assertThat(scene.volume.files("/processing")).isEmpty();
        assertThat(scene.volume.files("/released/replays")).isEmpty();
    }

    @Test
    void fileThatWasRefusedUnreadIsReplayedByItsSize() {
        scene.released(JOB, REFUSED, FILE, Optional.empty());

        assertThat(scene.volume.text(claimed(scene.replay(request())))).isEqualTo(FILE);
    }

    @Test
    void damagedArchiveIsNotReplayed() {
        var key = Archived.put(scene.objects, 1, "order", "20200125", FILE);
        var metadata = scene.objects.find(key).orElseThrow().metadata();
        for (var damage : List.of("other", "no gzip")) {
            scene.objects.write(key, metadata, to -> {
                if (damage.equals("other")) {
                    try (var gzip = new GZIPOutputStream(to)) {
                        gzip.write('x');
                    }
                } else {
                    to.write(new byte[] {1, 2, 3});
                }
            });

            assertThatThrownBy(() -> scene.replay.replay(request()))
                    .as(damage)
                    .isInstanceOf(ArchiveMismatchException.class)
                    .hasMessageStartingWith(
                            "expected %s in the archived object %s but it holds ", Archived.content(FILE), key);
            assertThat(scene.volume.files("/")).isEmpty();
        }
    }

    @Test
    void replayStandsThoughTheBrokerIsUnavailable() {
        scene.refused(JOB, REFUSED, FILE);
        scene.brokerIsAvailable = false;

        var claim = scene.replay(request());

        assertThat(scene.volume.files("/processing"))
                .containsExactly(
                        "/processing/acme/" + claim.job().jobId() + "/" + NAME,
                        "/processing/acme/" + claim.job().jobId() + "/claim.json");
    }
}
