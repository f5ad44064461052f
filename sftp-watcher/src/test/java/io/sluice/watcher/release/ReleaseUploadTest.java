package io.sluice.watcher.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.fixtures.volume.FakeTime;
import io.sluice.fixtures.volume.Steps;
import io.sluice.objects.report.CheckFailure;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.UnreadableOutcomeException;
import io.sluice.objects.report.UnreleasedFile;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.VolumeUnavailableException;
import io.sluice.watcher.testing.World;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseUploadTest {
    private static final String NAME = "20200125_order.csv";
    private static final String ONE = "0193f000000070008000000000000001";
    private static final String TWO = "0193f000000070008000000000000002";
    private static final String REPORT = "line,record\n1,1\n";

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

    /// Two versions of one day, both refused, are released by a process that dies at every step in turn,
    /// before or after it; the record is delivered again to the next one.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyFileEndsInOnePlaceWhereverTheProcessDies(boolean afterTheStep) {
        var died = 0;
        for (int step = 1; step <= 30; step++) {
            var scene = new World();
            claimed(scene, ONE, "a\n");
            claimed(scene, TWO, "b\n");
            var records = List.of(refused(ONE, 2), refused(TWO, 2));
            var acknowledged = 0;
            scene.steps().killAt(step, afterTheStep);
            try {
                for (var record : records) {
                    release(scene).release(record);
                    acknowledged++;
                }
            } catch (Steps.Killed end) {
                died++;
            }
            scene.steps().restart();

            records.subList(acknowledged, 2).forEach(record -> release(scene).release(record));

            assertThat(files(scene))
                    .as("step %d", step)
                    .containsExactly(
                            "/accounts/acme/invalid/order/20200125_order." + TWO + ".csv",
                            "/accounts/acme/invalid/order/20200125_order." + TWO + ".csv.errors.csv",
                            "/accounts/acme/invalid/order/" + NAME,
                            "/accounts/acme/invalid/order/" + NAME + ".errors.csv");
            assertThat(scene.volume().text("/accounts/acme/invalid/order/" + NAME))
                    .isEqualTo("a\n");
            assertThat(scene.volume().files("/released")).as("step %d", step).containsExactly(record(ONE), record(TWO));
            assertThat(scene.volume().folders("/processing/acme"))
                    .as("step %d", step)
                    .isEmpty();
            assertThat(scene.events().of(JobFinished.class).stream().distinct())
                    .as("step %d", step)
                    .extracting(finished -> finished.job().jobId().value(), JobFinished::path)
                    .containsExactly(
                            tuple(ONE, Optional.of("/invalid/order/" + NAME)),
                            tuple(TWO, Optional.of("/invalid/order/20200125_order." + TWO + ".csv")));
        }
        assertThat(died).isGreaterThan(8);
    }

    /// As when a partition changes hands while a release is going on: the record is delivered again.
    @Test
    void releasesOfOneJobDoNotMeet() throws Exception {
        claimed(world, ONE, "a\n");
        var meeting = new Meeting();
        var release = release(world, meeting);
        var second = new Thread(() -> release.release(refused(ONE, 2)));
        meeting.with(second);

        release.release(refused(ONE, 2));
        second.join();

        assertThat(files(world))
                .containsExactly(
                        "/accounts/acme/invalid/order/" + NAME, "/accounts/acme/invalid/order/" + NAME + ".errors.csv");
        assertThat(world.volume().files("/released")).containsExactly(record(ONE));
        assertThat(world.volume().text(record(ONE))).contains("\"/invalid/order/" + NAME + "\"");
        assertThat(world.events().of(JobFinished.class))
                .extracting(JobFinished::path)
                .containsExactly(Optional.of("/invalid/order/" + NAME), Optional.of("/invalid/order/" + NAME));
    }

    @Test
    void removesTheNoteOfTheClaim() {
        var world = new World();
        claimed(world, ONE, "a\n");
        world.volume().put("/processing/acme/" + ONE + "/claim.json", "{}");

        release(world).release(refused(ONE, 2));

        assertThat(world.volume().folders("/processing/acme")).isEmpty();
    }

    /// The time is asked in the midst of a release: then the other begins, and goes as far as it can.
    private static final class Meeting extends FakeTime {
        private Optional<Thread> other = Optional.empty();

        void with(Thread thread) {
            other = Optional.of(thread);
        }

        @Override
        public Instant instant() {
            other.filter(thread -> thread.getState() == Thread.State.NEW).ifPresent(thread -> {
                thread.start();
                await().until(() ->
                        Set.of(Thread.State.WAITING, Thread.State.TERMINATED).contains(thread.getState()));
            });
            return super.instant();
        }
    }

    private static List<String> files(World world) {
        return Stream.of("/accounts", "/processing")
                .flatMap(below -> world.volume().files(below).stream())
                .toList();
    }

    private static String record(String job) {
        return "/released/2026112110/acme/" + job + ".json";
    }

    private static ReleaseUpload release(World world) {
        return release(world, world.time());
    }

    private static ReleaseUpload release(World world, Clock clock) {
        return new ReleaseUpload(
                world.volume(),
                (account, job) -> Optional.of(REPORT.getBytes(StandardCharsets.UTF_8)),
                world.events(),
                clock);
    }

    private static void claimed(World world, String job, String content) {
        world.volume().putFolders("/processing/acme/" + job);
        world.volume().put("/processing/acme/" + job + "/" + NAME, content);
    }

    private static UploadValidated accepted(String job, long size) {
        return validated(job, Outcome.SUCCESS, false, size);
    }

    private static UploadValidated refused(String job, long size) {
        return validated(job, Outcome.FAILED, true, size);
    }

    private static UploadValidated validated(String job, Outcome outcome, boolean hasReport, long size) {
        var now = new World().time().instant();
        return new UploadValidated(
                new JobRef(
                        new JobId(job),
                        World.ACME,
                        new SourceType("order"),
                        DataDate.of("20200125").orElseThrow(),
                        NAME),
                outcome,
                "Order",
                1,
                1,
                hasReport ? 0 : 1,
                hasReport ? 3 : 0,
                hasReport
                        ? Optional.of("Invalid data type in column [id] at line 2; 3 errors in 3 rows")
                        : Optional.empty(),
                hasReport
                        ? List.of(new ErrorDocument(
                                "type-error", null, 2L, 1L, null, "id", "x", "Invalid data type in column [id]"))
                        : List.of(),
                hasReport,
                size,
                Optional.of("00"),
                now,
                now,
                now);
    }
}
