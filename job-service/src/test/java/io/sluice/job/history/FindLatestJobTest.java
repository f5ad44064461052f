package io.sluice.job.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.DirectoryObserved.State;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.job.folder.AccountFile;
import io.sluice.job.folder.Folders;
import io.sluice.job.folder.UnclaimedFile;
import io.sluice.job.history.LatestJob.Doubt;
import io.sluice.job.parts.TestJob;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindLatestJobTest {
    private static final AccountId ACCOUNT = new AccountId("110-1234-567");
    private static final Instant CLAIM = Instant.ofEpochSecond(1_621_563_084);
    private static final Job JOB =
            Job.of(TestJob.of(ACCOUNT, "order", "20200125", CLAIM).claimed());

    @Test
    void prefersAFileSeenAfterTheClaim() {
        var file = file(State.WAITING, CLAIM.plusMillis(1));

        assertThat(latest(Optional.of(JOB), Optional.of(file), Optional.empty()))
                .isEqualTo(new LatestJob.Waiting(file, 1));
    }

    @Test
    void prefersTheJobToAFileSeenAtTheClaim() {
        assertThat(latest(Optional.of(JOB), Optional.of(file(State.WAITING, CLAIM)), Optional.empty()))
                .isEqualTo(new LatestJob.Claimed(JOB));
    }

    @Test
    void prefersTheJobToIgnoredFiles() {
        assertThat(latest(Optional.of(JOB), Optional.empty(), Optional.of(file(State.IGNORED, CLAIM.plusSeconds(9)))))
                .isEqualTo(new LatestJob.Claimed(JOB));
    }

    @Test
    void prefersAWaitingFileToIgnoredOnes() {
        var waiting = file(State.WAITING, CLAIM);

        assertThat(latest(Optional.empty(), Optional.of(waiting), Optional.of(file(State.IGNORED, CLAIM))))
                .isEqualTo(new LatestJob.Waiting(waiting, 1));
    }

    @Test
    void findsIgnoredFilesWhenThereIsNothingElse() {
        var ignored = file(State.IGNORED, CLAIM);

        assertThat(latest(Optional.empty(), Optional.empty(), Optional.of(ignored)))
                .isEqualTo(new LatestJob.OnlyIgnored(ignored));
    }

    @Test
    void findsNothing() {
        assertThat(latest(Optional.empty(), Optional.empty(), Optional.empty()))
                .isEqualTo(new LatestJob.NothingReceived());
    }

    @Test
    void doesNotKnowThatNothingWasReceivedWhileEventsAreLate() {
        var ignored = file(State.IGNORED, CLAIM);

        assertThat(latest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Doubt.EVENTS_LATE)))
                .isEqualTo(new LatestJob.NotKnown(Doubt.EVENTS_LATE));
        assertThat(latest(Optional.empty(), Optional.empty(), Optional.of(ignored), Optional.of(Doubt.EVENTS_LATE)))
                .isEqualTo(new LatestJob.NotKnown(Doubt.EVENTS_LATE));
    }

    @Test
    void answersWhatIsRecordedWhileEventsAreLate() {
        var waiting = file(State.WAITING, CLAIM.plusMillis(1));

        assertThat(latest(Optional.of(JOB), Optional.empty(), Optional.empty(), Optional.of(Doubt.EVENTS_LATE)))
                .isEqualTo(new LatestJob.Claimed(JOB));
        assertThat(latest(Optional.empty(), Optional.of(waiting), Optional.empty(), Optional.of(Doubt.EVENTS_LATE)))
                .isEqualTo(new LatestJob.Waiting(waiting, 1));
    }

    private static LatestJob latest(
            Optional<Job> job, Optional<UnclaimedFile> waiting, Optional<UnclaimedFile> ignored) {
        return latest(job, waiting, ignored, Optional.empty());
    }

    private static LatestJob latest(
            Optional<Job> job,
            Optional<UnclaimedFile> waiting,
            Optional<UnclaimedFile> ignored,
            Optional<Doubt> doubt) {
        return new FindLatestJob(new KnownJob(job), new KnownFiles(waiting, ignored), account -> doubt)
                .find(ACCOUNT, new SourceType("order"), new DataDate(LocalDate.of(2020, 1, 25)))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static UnclaimedFile file(State state, Instant observedAt) {
        return new UnclaimedFile(
                "/sources/order/20200125_order.csv", state, "a reason", 1, observedAt, CLAIM, Optional.empty());
    }

    private record KnownJob(Optional<Job> job) implements Jobs {
        @Override
        public Uni<Optional<Job>> latest(AccountId account, SourceType source, DataDate date) {
            return Uni.createFrom().item(job);
        }

        @Override
        public Uni<Optional<Job>> byId(AccountId account, JobId id) {
            return Uni.createFrom().item(job);
        }

        @Override
        public Uni<List<Job>> history(HistoryQuery query, int limit) {
            return Uni.createFrom().item(job.stream().toList());
        }
    }

    private record KnownFiles(Optional<UnclaimedFile> waiting, Optional<UnclaimedFile> ignored) implements Folders {
        @Override
        public Uni<Optional<UnclaimedFile>> waiting(AccountId account, SourceType source, DataDate date) {
            return Uni.createFrom().item(waiting);
        }

        @Override
        public Uni<Optional<UnclaimedFile>> ignored(AccountId account, SourceType source, DataDate date) {
            return Uni.createFrom().item(ignored);
        }

        @Override
        public Uni<List<UnclaimedFile>> list(AccountId account, State state, String after, int limit) {
            return Uni.createFrom().item(waiting.stream().toList());
        }

        @Override
        public Uni<List<AccountFile>> list(State state, AccountFile.Place after, int limit) {
            return Uni.createFrom().item(List.of());
        }
    }
}
