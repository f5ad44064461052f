package io.sluice.archive.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.archive.ArchiveMismatchException;
import io.sluice.archive.FakeObjects;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.fixtures.volume.FakeTime;
import io.sluice.fixtures.volume.FakeVolume;
import io.sluice.fixtures.volume.Steps;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayUploadTest {
    private static final AccountId ACME = new AccountId("acme");
    private static final JobId ARCHIVED = new JobId(Archived.job(1));

    private final Scene scene = new Scene();

    @Test
    void fileComesBackAsAClaimOfANewJob() {
        var job = scene.replay().replay(ACME, ARCHIVED).orElseThrow();

        assertThat(job.jobId()).isNotEqualTo(ARCHIVED);
        assertThat(scene.volume.files("/")).containsExactly("/processing/acme/" + job.jobId() + "/20200125_order.csv");
        assertThat(scene.volume.text("/processing/acme/" + job.jobId() + "/20200125_order.csv"))
                .isEqualTo("id\n1\n");
        assertThat(scene.objects.keys()).contains(Archived.key(1, "order", "20200125"));
    }

    @Test
    void newJobIsAnnouncedLikeAnyClaim() {
        var job = scene.replay().replay(ACME, ARCHIVED).orElseThrow();

        assertThat(scene.announced).singleElement().satisfies(claimed -> {
            assertThat(claimed.job()).isEqualTo(job);
            assertThat(claimed.job().key()).isEqualTo("acme/order/20200125");
            assertThat(claimed.size()).isEqualTo(5);
            assertThat(claimed.exceeded()).isEmpty();
        });
    }

    @Test
    void jobThatIsNotArchivedIsNoJobToReplay() {
        assertThat(scene.replay().replay(ACME, new JobId(Archived.job(2)))).isEmpty();
        assertThat(scene.replay().replay(new AccountId("other"), ARCHIVED)).isEmpty();
        assertThat(scene.volume.files("/")).isEmpty();
    }

    @Test
    void fileThatIsNotWhatWasArchivedDoesNotComeBack() {
        var key = Archived.key(1, "order", "20200125");
        var metadata = scene.objects.find(key).orElseThrow().metadata();
        scene.objects.write(key, metadata, to -> {
            try (var gzip = new GZIPOutputStream(to)) {
                gzip.write('x');
            }
        });

        assertThatThrownBy(() -> scene.replay().replay(ACME, ARCHIVED))
                .isInstanceOf(ArchiveMismatchException.class)
                .hasMessage(
                        "expected %s in the archived object %s but it holds %s; it is not replayed, look into the"
                                + " object store",
                        Archived.content("id\n1\n"), key, Archived.content("x"));
        assertThat(scene.volume.files("/")).isEmpty();
    }

    @Test
    void replayStandsThoughTheBrokerIsUnavailable() {
        scene.brokerIsAvailable = false;

        var job = scene.replay().replay(ACME, ARCHIVED).orElseThrow();

        assertThat(scene.volume.files("/processing"))
                .containsExactly("/processing/acme/" + job.jobId() + "/20200125_order.csv");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatLiesInProcessingIsWholeWhereverTheProcessDies(boolean afterTheStep) {
        var died = 0;
        var ends = new HashSet<Integer>();
        for (int step = 1; step <= 10; step++) {
            var other = new Scene();
            other.steps.killAt(step, afterTheStep);
            try {
                assertThat(other.replay().replay(ACME, ARCHIVED)).isPresent();
            } catch (Steps.Killed end) {
                died++;
            }

            var claims = other.volume.files("/processing");
            assertThat(claims)
                    .allSatisfy(file -> assertThat(other.volume.text(file)).isEqualTo("id\n1\n"));
            ends.add(claims.size());
        }
        assertThat(died).isGreaterThan(5);
        assertThat(ends).isEqualTo(Set.of(0, 1));
    }

    private static final class Scene {
        private final Steps steps = new Steps();
        private final FakeTime time = new FakeTime();
        private final FakeVolume volume = new FakeVolume(time, steps);
        private final FakeObjects objects = new FakeObjects(time, steps);
        private final List<UploadClaimed> announced = new ArrayList<>();
        private boolean brokerIsAvailable = true;

        Scene() {
            volume.putFolders("/released");
            volume.putFolders("/processing");
            Archived.put(objects, 1, "order", "20200125", "id\n1\n");
        }

        ReplayUpload replay() {
            return new ReplayUpload(
                    new ListArchive(objects), objects, volume, () -> JobId.at(time.millis()), this::announce, time);
        }

        private Uni<Void> announce(UploadClaimed claim) {
            if (!brokerIsAvailable) {
                return Uni.createFrom().failure(new IllegalStateException("the broker is unavailable"));
            }
            steps.around(() -> announced.add(claim));
            return Uni.createFrom().voidItem();
        }
    }
}
