package io.sluice.watcher.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.archive.WorkspaceUse;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.objects.report.CheckFailure;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.UnreleasedFile;
import io.sluice.watcher.cycle.SftpWorld;
import io.sluice.watcher.cycle.WatchUploads;
import io.sluice.watcher.testing.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Releases that a real SFTP server answers with "permission denied". In this world a claim is announced
/// again after 15 minutes, at most three times; only the clock is set by the test.
class DeniedReleaseIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String ORDER = "20200125_order.csv";
    private static final String NEIGHBOUR = "20200125_member.csv";
    private static final String PROCESSED = "/accounts/acme/processed/order";
    private static final String INVALID = "/accounts/acme/invalid/order";

    private final List<String> deadLetters = new ArrayList<>();
    private SftpWorld world;
    private WatchUploads watcher;
    private UploadValidatedConsumer consumer;
    private int checked;
    private int delivered;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        world = new SftpWorld(folder);
        watcher = world.watcher();
        var volume = world.volume();
        consumer = new UploadValidatedConsumer(
                new ReleaseUpload(volume, (account, job) -> Optional.empty(), world.events(), world.time()),
                new CurrentOutcome(volume, world.outcomes()),
                new RecentReleases(),
                new NoWorkspaces(),
                new SimpleMeterRegistry());
        try (var tenant = world.logIn()) {
            tenant.put(ORDER, "a\n1\n");
            tenant.channel().put(new ByteArrayInputStream(new byte[] {'b', '\n'}), "/sources/member/" + NEIGHBOUR);
        }
        world.cycles(watcher, 3);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void fileThatIsNeverLetGoEndsItsJobAndStaysInItsClaim() throws Exception {
        deny(PROCESSED);
        deny(INVALID);

        timeouts(8);

        assertThat(claims()).hasSize(1 + World.ANNOUNCEMENTS);
        assertThat(deadLetters)
                .hasSize(claims().size() + 1)
                .allSatisfy(reason -> assertThat(reason).contains("Permission denied"));
        assertThat(ends()).singleElement().satisfies(end -> {
            assertThat(end.validated().outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(UnreleasedFile.isEndOf(end.validated())).isTrue();
            assertThat(end.kept()).isTrue();
            assertThat(end.path()).isEmpty();
        });
        assertThat(world.claimedFiles()).singleElement().satisfies(file -> {
            assertThat(file).endsWith("/" + ORDER);
            assertThat(Files.readString(world.disk(file))).isEqualTo("a\n1\n");
        });
    }

    @Test
    void acceptedFileStaysAcceptedAndMovesWhenARestartedWatcherMayMoveIt() throws Exception {
        deny(PROCESSED);
        timeouts(8);
        var before = ends();
        allow(PROCESSED);

        watcher = world.watcher();
        world.cycles(watcher, 2);
        validateAndDeliver();

        assertThat(before).singleElement().satisfies(end -> {
            assertThat(end.validated().outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(end.kept()).isTrue();
        });
        assertThat(ends().getLast().path()).contains("/processed/order/" + ORDER);
        assertThat(Files.readString(world.disk(PROCESSED + "/" + ORDER))).isEqualTo("a\n1\n");
        assertThat(world.claimedFiles()).isEmpty();
    }

    @Test
    void releaseGoesOnByItselfWhenTheRightsReturnBeforeTheEnd() throws Exception {
        deny(PROCESSED);
        deny(INVALID);
        timeouts(2);
        var before = ends();

        allow(PROCESSED);
        timeouts(6);

        assertThat(before).isEmpty();
        assertThat(deadLetters).hasSizeBetween(1, World.ANNOUNCEMENTS);
        assertThat(ends()).singleElement().satisfies(end -> {
            assertThat(end.validated().outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(end.path()).contains("/processed/order/" + ORDER);
        });
        assertThat(Files.readString(world.disk(PROCESSED + "/" + ORDER))).isEqualTo("a\n1\n");
        assertThat(world.claimedFiles()).isEmpty();
    }

    @Test
    void deniedReleaseHoldsUpNoNeighbour() throws Exception {
        deny(PROCESSED);
        deny(INVALID);

        validateAndDeliver();

        assertThat(deadLetters).hasSize(1);
        assertThat(endsOf(NEIGHBOUR))
                .extracting(JobFinished::path)
                .containsExactly(Optional.of("/processed/member/" + NEIGHBOUR));
    }

    /// The recovery timeout passes that many times.
    private void timeouts(int number) throws Exception {
        validateAndDeliver();
        for (int i = 0; i < number; i++) {
            world.time().pass(World.RECOVERY_TIMEOUT);
            world.cycles(watcher, 2);
            validateAndDeliver();
        }
    }

    /// A validator answers each claim with its stored outcome, and Kafka delivers every outcome once.
    private void validateAndDeliver() throws Exception {
        var claims = world.events().of(UploadClaimed.class);
        for (var claim : claims.subList(checked, claims.size())) {
            var stored = world.outcomes().storeUnlessReadable(accepted(claim));
            world.events()
                    .publish(Topics.UPLOAD_VALIDATED, claim.job().key(), stored.outcome())
                    .await()
                    .atMost(LONG);
        }
        checked = claims.size();
        var outcomes = world.events().of(UploadValidated.class);
        for (var outcome : outcomes.subList(delivered, outcomes.size())) {
            consumer.consume(SluiceJson.mapper().writeValueAsString(outcome))
                    .onFailure()
                    .invoke(failure -> deadLetters.add(String.valueOf(failure.getMessage())))
                    .onFailure()
                    .recoverWithNull()
                    .await()
                    .atMost(LONG);
        }
        delivered = outcomes.size();
    }

    private List<UploadClaimed> claims() {
        return world.events().of(UploadClaimed.class).stream()
                .filter(claim -> claim.job().fileName().equals(ORDER))
                .toList();
    }

    private List<JobFinished> ends() {
        return endsOf(ORDER);
    }

    private List<JobFinished> endsOf(String name) {
        return world.events().of(JobFinished.class).stream()
                .filter(end -> end.job().fileName().equals(name))
                .toList();
    }

    /// Takes the server the right to a folder. Root may write into any folder, whatever its mode, but the
    /// server follows no link and says "permission denied" all the same.
    private void deny(String folder) throws IOException {
        Files.move(world.disk(folder), world.disk(folder + ".denied"));
        Files.createSymbolicLink(world.disk(folder), world.disk(folder + ".denied"));
    }

    private void allow(String folder) throws IOException {
        Files.delete(world.disk(folder));
        Files.move(world.disk(folder + ".denied"), world.disk(folder));
    }

    private static JobReport accepted(UploadClaimed claim) {
        var failed = CheckFailure.UNEXPECTED.outcomeOf(claim, claim.claimedAt(), claim.claimedAt());
        return new JobReport(
                new UploadValidated(
                        claim.job(),
                        Outcome.SUCCESS,
                        "Order",
                        1,
                        1,
                        1,
                        0,
                        Optional.empty(),
                        List.of(),
                        false,
                        claim.size(),
                        Optional.of("00"),
                        claim.receivedAt(),
                        claim.claimedAt(),
                        claim.claimedAt()),
                failed.report());
    }

    /// Nobody measures here.
    private static final class NoWorkspaces implements WorkspaceUse {
        @Override
        public Optional<UsageMeasured.Meter> of(AccountId account) {
            return Optional.empty();
        }

        @Override
        public void changed(AccountId account) {}
    }
}
