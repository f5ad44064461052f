package io.sluice.archive.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.archive.ArchiveMismatchException;
import io.sluice.archive.Content;
import io.sluice.archive.FakeObjects;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.ReplayRequest;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import io.sluice.contracts.limit.ReadOnlyAccounts;
import io.sluice.fixtures.volume.FakeTime;
import io.sluice.fixtures.volume.FakeVolume;
import io.sluice.fixtures.volume.Steps;
import io.sluice.volume.release.RecordPlace;
import io.sluice.volume.release.ReleaseRecord;
import io.sluice.volume.release.ReleaseRecords;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayUploadTest {
    private static final AccountId ACME = new AccountId("acme");
    private static final String NAME = "20200125_order.csv";
    private static final String FILE = "id\n1\n";
    private static final String REFUSED = "/accounts/acme/invalid/order/" + NAME;
    private static final JobRef JOB = job(Archived.job(1));

    private final Scene scene = new Scene();

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
    void laterFileThatWaitsIsAConflict() {
        scene.refused(JOB, REFUSED, FILE);
        scene.volume.putFolders("/accounts/acme/sources/order");
        scene.volume.put("/accounts/acme/sources/order/20200125_order.tsv", "id\n2\n");

        assertThat(scene.replay.replay(request()))
                .isEqualTo(new ReplayResult.LaterAttempt(
                        "A newer file of the same day waits: /sources/order/20200125_order.tsv."));
    }

    @Test
    void laterAttemptThatRunsIsAConflict() {
        scene.refused(JOB, REFUSED, FILE);
        scene.claimed(job(Archived.job(3)));
        scene.volume.putFolders("/processing/acme/" + Archived.job(4));
        scene.volume.put("/processing/acme/" + Archived.job(4) + "/20200126_order.csv", "id\n2\n");

        assertThat(scene.replay.replay(request()))
                .isEqualTo(new ReplayResult.LaterAttempt(
                        "Job %s is a later attempt of the same day and is being checked.".formatted(Archived.job(3))));
    }

    @Test
    void earlierAttemptThatRunsIsNoConflict() {
        scene.refused(JOB, REFUSED, FILE);
        scene.claimed(job(Archived.job(0)));

        assertThat(scene.replay.replay(request())).isInstanceOf(ReplayResult.Claimed.class);
    }

    @Test
    void laterAttemptThatEndedAMomentAgoIsAConflict() {
        scene.refused(JOB, REFUSED, FILE);
        scene.lastReleased = Optional.of(new JobId(Archived.job(2)));

        assertThat(scene.replay.replay(request()))
                .isEqualTo(new ReplayResult.LaterAttempt(
                        "Job %s is a later attempt of the same day and has ended.".formatted(Archived.job(2))));
    }

    @Test
    void laterAttemptThatTheHistoryShowsIsAConflict() {
        scene.refused(JOB, REFUSED, FILE);

        assertThat(scene.replay.replay(new ReplayRequest(JOB, false, Optional.of("There is one."), Optional.empty())))
                .isEqualTo(new ReplayResult.LaterAttempt("There is one."));
    }

    @Test
    void laterAttemptIsReplacedByForce() {
        scene.refused(JOB, REFUSED, FILE);
        scene.claimed(job(Archived.job(3)));

        var result = scene.replay.replay(new ReplayRequest(JOB, true, Optional.of("There is one."), Optional.empty()));

        assertThat(result).isInstanceOf(ReplayResult.Claimed.class);
    }

    @Test
    void accountOverALimitReplaysNothing() {
        scene.refused(JOB, REFUSED, FILE);
        scene.volume.putFolders("/limits");
        scene.volume.put(
                "/limits/read-only.json",
                new ReadOnlyAccounts(List.of(new ReadOnlyAccounts.Entry(
                                ACME, Limit.WORKSPACE, scene.time.instant(), Optional.empty())))
                        .json());

        var result = scene.replay.replay(new ReplayRequest(JOB, true, Optional.empty(), Optional.of("k")));
        scene.volume.put("/limits/read-only.json", ReadOnlyAccounts.NONE.json());

        assertThat(result).isEqualTo(new ReplayResult.OverLimit());
        assertThat(scene.replay.replay(request("k"))).isInstanceOf(ReplayResult.Claimed.class);
    }

    @Test
    void repeatWithTheSameKeyMakesNoSecondJob() {
        scene.refused(JOB, REFUSED, FILE);
        var first = scene.replay(request("k"));

        // The first replay is a later attempt now.
        var repeat = scene.replay.replay(new ReplayRequest(JOB, false, Optional.of("There is one."), Optional.of("k")));

        assertThat(repeat).isEqualTo(new ReplayResult.Claimed(first));
        assertThat(scene.announced).containsExactly(first);
    }

    @Test
    void repeatAfterTheEndMakesNoSecondJob() {
        scene.refused(JOB, REFUSED, FILE);
        var first = scene.replay(request("k"));
        scene.volume.delete(claimed(first));

        assertThat(scene.replay(request("k"))).isEqualTo(first);
    }

    @Test
    void keyOfAnotherReplayIsAConflict() {
        scene.refused(JOB, REFUSED, FILE);
        scene.replay(request("k"));

        assertThat(scene.replay.replay(
                        new ReplayRequest(job(Archived.job(2)), false, Optional.empty(), Optional.of("k"))))
                .isEqualTo(new ReplayResult.ForeignKey(JOB.jobId().value()));
    }

    @Test
    void keyIsFreeAfterARefusal() {
        scene.replay.replay(request("k"));
        scene.refused(JOB, REFUSED, FILE);

        assertThat(scene.replay.replay(request("k"))).isInstanceOf(ReplayResult.Claimed.class);
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

    /// The process dies at every step in turn; the client repeats its request some minutes later.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void repeatAfterACrashMakesOneJobOfWholeBytes(boolean afterTheStep) {
        var died = 0;
        var claims = new HashSet<Integer>();
        for (int step = 1; step <= 25; step++) {
            var other = new Scene();
            other.refused(JOB, REFUSED, FILE);
            other.steps.killAt(step, afterTheStep);
            try {
                other.replay(request("k"));
            } catch (Steps.Killed end) {
                died++;
            }
            other.steps.restart();
            var made = other.uploads();
            assertThat(made)
                    .allSatisfy(file -> assertThat(other.volume.text(file)).isEqualTo(FILE));
            claims.add(made.size());
            other.time.pass(Duration.ofMinutes(5));

            var claim = other.replay(request("k"));

            assertThat(other.uploads()).as("step %d", step).containsExactly(claimed(claim));
            assertThat(other.volume.text(claimed(claim))).isEqualTo(FILE);
            assertThat(other.volume.text(REFUSED)).isEqualTo(FILE);
        }
        assertThat(died).isGreaterThan(8);
        assertThat(claims).isEqualTo(Set.of(0, 1));
    }

    @Test
    void repeatRightAfterACrashWaits() {
        scene.refused(JOB, REFUSED, FILE);
        scene.steps.killAt(8, false);
        try {
            scene.replay(request("k"));
        } catch (Steps.Killed end) {
            scene.steps.restart();
        }

        assertThat(scene.replay.replay(request("k"))).isEqualTo(new ReplayResult.AtWork());
    }

    private static ReplayRequest request() {
        return new ReplayRequest(JOB, false, Optional.empty(), Optional.empty());
    }

    private static ReplayRequest request(String key) {
        return new ReplayRequest(JOB, false, Optional.empty(), Optional.of(key));
    }

    private static JobRef job(String id) {
        return new JobRef(
                new JobId(id),
                ACME,
                new SourceType("order"),
                DataDate.of("20200125").orElseThrow(),
                NAME);
    }

    private static String claimed(UploadClaimed claim) {
        return "/processing/acme/" + claim.job().jobId() + "/" + NAME;
    }

    private static final class Scene {
        private final Steps steps = new Steps();
        private final FakeTime time = new FakeTime();
        private final FakeVolume volume = new FakeVolume(time, steps);
        private final FakeObjects objects = new FakeObjects(time, steps);
        private final List<UploadClaimed> announced = new ArrayList<>();
        private Optional<JobId> lastReleased = Optional.empty();
        private boolean brokerIsAvailable = true;
        private long lastId;
        private final ReplayUpload replay = new ReplayUpload(
                volume, objects, job -> lastReleased, this::nextId, this::announce, time::instant, time);

        Scene() {
            volume.putFolders("/released");
            volume.putFolders("/processing");
        }

        UploadClaimed replay(ReplayRequest request) {
            return ((ReplayResult.Claimed) replay.replay(request)).claim();
        }

        /// As a release leaves it.
        void refused(JobRef job, String path, String content) {
            released(job, path, content, Optional.of(Archived.content(content)));
        }

        void released(JobRef job, String path, String content, Optional<Content> judged) {
            volume.putFolders("/accounts/acme/invalid/order");
            volume.put(path, content);
            var place = RecordPlace.of(ACME, job.jobId(), time.instant());
            var records = new ReleaseRecords(volume);
            records.plan(
                    place,
                    new ReleaseRecord(
                            job,
                            path.substring("/accounts/acme".length()),
                            Optional.empty(),
                            content.length(),
                            judged.map(Content::sha256),
                            Outcome.FAILED,
                            time.instant()));
            records.confirm(place);
        }

        void claimed(JobRef job) {
            volume.putFolders("/processing/acme/" + job.jobId());
            volume.put("/processing/acme/" + job.jobId() + "/" + NAME, FILE);
        }

        List<String> uploads() {
            return volume.files("/processing").stream()
                    .filter(file -> file.endsWith(NAME))
                    .toList();
        }

        private JobId nextId() {
            lastId = Math.max(time.millis(), lastId + 1);
            return JobId.at(lastId);
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
