package io.sluice.watcher.release;

import static io.sluice.watcher.release.Releases.NAME;
import static io.sluice.watcher.release.Releases.ONE;
import static io.sluice.watcher.release.Releases.REPORT;
import static io.sluice.watcher.release.Releases.TWO;
import static io.sluice.watcher.release.Releases.accepted;
import static io.sluice.watcher.release.Releases.claimed;
import static io.sluice.watcher.release.Releases.files;
import static io.sluice.watcher.release.Releases.record;
import static io.sluice.watcher.release.Releases.refused;
import static io.sluice.watcher.release.Releases.release;
import static io.sluice.watcher.release.Releases.validated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.groups.Tuple.tuple;

import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.objects.report.CheckFailure;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.UnreadableOutcomeException;
import io.sluice.objects.report.UnreleasedFile;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.VolumeUnavailableException;
import io.sluice.watcher.testing.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseUploadTest {
    private final World world = new World();

    @Test
    void acceptedFileGoesToProcessed() {
        claimed(world, ONE, "a\n");

        release(world).release(accepted(ONE, 2));

        assertThat(files(world)).containsExactly("/accounts/acme/processed/order/" + NAME);
        assertThat(world.volume().folders("/processing/acme")).isEmpty();
        assertThat(world.events().of(JobFinished.class))
                .extracting(JobFinished::path, JobFinished::reportPath)
                .containsExactly(tuple(Optional.of("/processed/order/" + NAME), Optional.empty()));
    }

    @Test
    void refusedFileGoesToInvalidWithItsReport() {
        claimed(world, ONE, "a\n");

        release(world).release(refused(ONE, 2));

        assertThat(files(world))
                .containsExactly(
                        "/accounts/acme/invalid/order/" + NAME, "/accounts/acme/invalid/order/" + NAME + ".errors.csv");
        assertThat(world.volume().text("/accounts/acme/invalid/order/" + NAME + ".errors.csv"))
                .isEqualTo(REPORT);
        assertThat(world.events().of(JobFinished.class))
                .extracting(JobFinished::path, JobFinished::reportPath)
                .containsExactly(tuple(
                        Optional.of("/invalid/order/" + NAME), Optional.of("/invalid/order/" + NAME + ".errors.csv")));
    }

    @Test
    void fileThatTheVolumeNeverLetsGoEndsItsJobAndStays() {
        claimed(world, ONE, "a\n");
        world.volume().before("rename /processing/acme/%s/%s".formatted(ONE, NAME), () -> {
            throw VolumeRefusedException.permissionDenied("cannot rename: Permission denied", null);
        });
        var accepted = accepted(ONE, 2);
        var claim = UploadClaimed.of(accepted.job(), 2, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);

        release(world)
                .release(CheckFailure.UNRELEASED
                        .outcomeOf(claim, Instant.EPOCH, Instant.EPOCH)
                        .outcome());

        assertThat(world.claimedFiles()).containsExactly("/processing/acme/%s/%s".formatted(ONE, NAME));
        assertThat(world.events().of(JobFinished.class)).singleElement().satisfies(finished -> {
            assertThat(finished.path()).isEmpty();
            assertThat(finished.kept()).isTrue();
        });
    }

    @Test
    void acceptedFileThatTheVolumeNeverLetsGoEndsItsJobAsAcceptedAndStays() {
        claimed(world, ONE, "a\n");
        world.volume().before("rename /processing/acme/%s/%s".formatted(ONE, NAME), () -> {
            throw VolumeRefusedException.permissionDenied("cannot rename: Permission denied", null);
        });
        var stored = new JobReport(
                accepted(ONE, 2),
                new ReportDocument(Optional.of(new JobId(ONE)), NAME, true, 1, 0, List.of(), false, List.of()));
        var outcome = UnreleasedFile.accepted(stored).outcome();

        release(world).release(outcome);

        assertThat(world.claimedFiles()).containsExactly("/processing/acme/%s/%s".formatted(ONE, NAME));
        assertThat(world.events().of(JobFinished.class)).singleElement().satisfies(finished -> {
            assertThat(finished.validated()).isEqualTo(outcome);
            assertThat(finished.kept()).isTrue();
        });
    }

    @Test
    void partlyAcceptedFileGoesToProcessedWithItsReport() {
        claimed(world, ONE, "a\n");

        release(world).release(validated(ONE, Outcome.SUCCESS, true, 2));

        assertThat(files(world))
                .containsExactly(
                        "/accounts/acme/processed/order/" + NAME,
                        "/accounts/acme/processed/order/" + NAME + ".errors.csv");
    }

    @Test
    void takenNameIsNeverOverwritten() {
        world.volume().put("/accounts/acme/invalid/order/" + NAME, "previous");
        claimed(world, ONE, "a\n");

        release(world).release(refused(ONE, 2));

        assertThat(files(world))
                .containsExactly(
                        "/accounts/acme/invalid/order/20200125_order." + ONE + ".csv",
                        "/accounts/acme/invalid/order/20200125_order." + ONE + ".csv.errors.csv",
                        "/accounts/acme/invalid/order/" + NAME);
        assertThat(world.volume().text("/accounts/acme/invalid/order/" + NAME)).isEqualTo("previous");
    }

    @Test
    void nameWithReportOfAnotherJobIsTaken() {
        world.volume().put("/accounts/acme/invalid/order/" + NAME + ".errors.csv", "another job's report\n");
        claimed(world, ONE, "a\n");

        release(world).release(refused(ONE, 2));

        assertThat(world.events().of(JobFinished.class))
                .extracting(JobFinished::path)
                .containsExactly(Optional.of("/invalid/order/20200125_order." + ONE + ".csv"));
        assertThat(world.volume().text("/accounts/acme/invalid/order/" + NAME + ".errors.csv"))
                .isEqualTo("another job's report\n");
    }

    @Test
    void acceptedFileDoesNotSitBesideTheReportOfAnotherJob() {
        world.volume().put("/accounts/acme/processed/order/" + NAME + ".errors.csv", "another job's report\n");
        claimed(world, ONE, "a\n");

        release(world).release(accepted(ONE, 2));

        assertThat(world.events().of(JobFinished.class))
                .extracting(JobFinished::path)
                .containsExactly(Optional.of("/processed/order/20200125_order." + ONE + ".csv"));
    }

    @Test
    void redeliveryAfterTheEndSaysTheSameAgain() {
        claimed(world, ONE, "a\n");
        release(world).release(refused(ONE, 2));

        release(world).release(refused(ONE, 2));

        assertThat(world.events().of(JobFinished.class))
                .extracting(JobFinished::path)
                .containsExactly(Optional.of("/invalid/order/" + NAME), Optional.of("/invalid/order/" + NAME));
    }

    @Test
    void redeliveryFindsTheSecondVersionUnderItsOwnName() {
        claimed(world, ONE, "a\n");
        claimed(world, TWO, "b\n");
        release(world).release(accepted(ONE, 2));
        release(world).release(accepted(TWO, 2));

        release(world).release(accepted(TWO, 2));

        assertThat(world.events().of(JobFinished.class))
                .extracting(JobFinished::path)
                .endsWith(Optional.of("/processed/order/20200125_order." + TWO + ".csv"));
    }

    @Test
    void jobOfALostFileEndsWithoutAPath() {
        world.volume().putFolders("/processing");

        var finished = release(world).release(refused(ONE, 2));

        assertThat(finished.path()).isEmpty();
        assertThat(finished.reportPath()).isEmpty();
        assertThat(world.events().of(JobFinished.class)).containsExactly(finished);
        assertThat(world.volume().files("/released")).isEmpty();
    }

    @Test
    void fileOfAnotherSizeIsNotTakenForTheOneThatIsLost() {
        world.volume().putFolders("/processing");
        world.volume().put("/accounts/acme/processed/order/" + NAME, "of another job");

        assertThat(release(world).release(accepted(ONE, 2)).path()).isEmpty();
    }

    @Test
    void noFileIsTakenForLostOnAVolumeThatIsNotMounted() {
        world.volume().delete("/processing");

        var failure = catchThrowable(() -> release(world).release(accepted(ONE, 2)));

        assertThat(failure)
                .isInstanceOf(VolumeUnavailableException.class)
                .hasMessage("the volume has no folder /processing, is it mounted?");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void missingOrDamagedReportIsReplacedByTheFirstErrors(boolean damaged) {
        claimed(world, ONE, "a\n");
        var release = new ReleaseUpload(
                world.volume(),
                (account, job) -> {
                    if (damaged) {
                        throw new UnreadableOutcomeException("a stored outcome is no outcome", null);
                    }
                    return Optional.empty();
                },
                world.events(),
                world.time());

        release.release(refused(ONE, 2));

        assertThat(files(world))
                .containsExactly(
                        "/accounts/acme/invalid/order/" + NAME, "/accounts/acme/invalid/order/" + NAME + ".errors.csv");
        assertThat(world.volume().text("/accounts/acme/invalid/order/" + NAME + ".errors.csv"))
                .isEqualTo("""
                        \uFEFFline,record,column,code,rule,value,message
                        2,1,id,type-error,,x,Invalid data type in column [id]
                        ,,,,,,Only the first 1 of 3 errors are listed
                        """);
    }

    @Test
    void archiveLearnsWhereTheFileAndItsReportLie() {
        world.volume().put("/accounts/acme/invalid/order/" + NAME, "previous");
        claimed(world, ONE, "a\n");

        release(world).release(refused(ONE, 2));

        assertThat(world.volume().text(record(ONE)))
                .isEqualTo(("{'job':{'job_id':'%1$s','accuid':'acme','source_type':'order','data_date':'20200125',"
                                + "'file_name':'20200125_order.csv'},'path':'/invalid/order/20200125_order.%1$s.csv',"
                                + "'report_path':'/invalid/order/20200125_order.%1$s.csv.errors.csv','size':2,"
                                + "'outcome':'failed','released_at':'2026-11-21T10:00:00Z'}")
                        .formatted(ONE)
                        .replace('\'', '"'));
    }

    @Test
    void archiveLearnsOfTheFileOnceTheEndIsKnown() {
        claimed(world, ONE, "a\n");
        world.events().brokerUnavailable(true);

        var failure = catchThrowable(() -> release(world).release(accepted(ONE, 2)));

        assertThat(failure).hasMessage("the broker is unavailable");
        assertThat(world.volume().files("/released")).containsExactly("/released/2026112110/acme/" + ONE + ".planned");
    }

    @Test
    void endIsNotTakenForKnownWhileTheBrokerIsUnavailable() {
        claimed(world, ONE, "a\n");
        world.events().brokerUnavailable(true);

        var failure = catchThrowable(() -> release(world).release(accepted(ONE, 2)));

        assertThat(failure).hasMessage("the broker is unavailable");
        assertThat(world.volume().folders("/processing/acme")).hasSize(1);
    }

    @Test
    void removesTheNoteOfTheClaim() {
        var world = new World();
        claimed(world, ONE, "a\n");
        world.volume().put("/processing/acme/" + ONE + "/claim.json", "{}");

        release(world).release(refused(ONE, 2));

        assertThat(world.volume().folders("/processing/acme")).isEmpty();
    }
}
