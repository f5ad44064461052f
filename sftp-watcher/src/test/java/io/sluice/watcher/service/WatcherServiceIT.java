package io.sluice.watcher.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.event.BatchTrafficMeasured;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.devstack.parts.TestSftp;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import io.sluice.devstack.parts.quarkus.ObjectStoreTestResource;
import io.sluice.devstack.parts.quarkus.SftpTestResource;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.http.ManagementPort;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.ReportStore;
import io.sluice.watcher.testing.World;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(KafkaTestResource.class)
@WithTestResource(ObjectStoreTestResource.class)
@WithTestResource(SftpTestResource.class)
@WithTestResource(SurroundingsResource.class)
class WatcherServiceIT {
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final String REPORT = "line,record,column,code,rule,value,message\n2,1,id,type-error,,x,no\n";

    @Inject
    ReportStore reports;

    @ConfigProperty(name = "sluice.test.sftp-volume")
    Path volume;

    private final BrokerClient broker = BrokerClient.ofApplication();

    @BeforeEach
    void announceAccount() {
        broker.send(World.accountFacts("acme", "order", "member"));
    }

    @Test
    void takesAnUploadAndReleasesItWithItsReport() throws Exception {
        upload("20210101_order.csv", "id\nx\n");
        var claim = await().atMost(LONG)
                .until(() -> claimOf("20210101_order.csv"), Optional::isPresent)
                .orElseThrow();
        var refused = refused(claim.job(), claim.size());
        reports.putIfAbsent(new JobReport(refused, reportOf(claim.job())));

        broker.send(refused);

        var finished = await().atMost(LONG)
                .until(() -> finishedOf(claim.job()), Optional::isPresent)
                .orElseThrow();
        assertThat(finished.path()).contains("/invalid/order/20210101_order.csv");
        assertThat(finished.reportPath()).contains("/invalid/order/20210101_order.csv.errors.csv");
        assertThat(Files.readString(volume.resolve("accounts/acme/invalid/order/20210101_order.csv")))
                .isEqualTo("id\nx\n");
        assertThat(Files.readString(volume.resolve("accounts/acme/invalid/order/20210101_order.csv.errors.csv")))
                .isEqualTo("\uFEFF" + REPORT);
        assertThat(volume.resolve("processing/acme/" + claim.job().jobId())).doesNotExist();
    }

    @Test
    void publishesIgnoredFiles() throws Exception {
        upload("orders of today.csv", "id\n1\n");

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(broker.events(Topics.DIRECTORY_OBSERVED, DirectoryObserved.class))
                        .anySatisfy(event -> assertThat(event.files())
                                .extracting(DirectoryObserved.SeenFile::path)
                                .contains("/sources/order/orders of today.csv")));
    }

    @Test
    void countsBatchesTowardsTheDailyLimit() throws Exception {
        Files.createDirectories(volume.resolve("accounts/batcher/sources/order"));
        var facts = World.accountFacts("batcher", "order");
        broker.send(facts);
        var taken = facts.limits().dailyUploadLimitBytes() + 1;

        broker.send(
                new BatchTrafficMeasured(facts.accountId(), taken, Instant.now().plus(Duration.ofDays(1)), 1));

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(broker.events(Topics.USAGE_MEASURED, UsageMeasured.class))
                        .anySatisfy(usage -> {
                            assertThat(usage.accountId()).isEqualTo(facts.accountId());
                            assertThat(usage.daily().usedBytes()).isEqualTo(taken);
                            assertThat(usage.batchBytes()).isEqualTo(taken);
                        }));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(Files.readString(volume.resolve("limits/read-only.json")))
                        .contains("\"batcher\""));
    }

    @Test
    void jobWhoseFileIsLostEnds() {
        var job = new JobRef(
                JobId.at(System.currentTimeMillis()),
                World.ACME,
                new SourceType("order"),
                DataDate.of("20210102").orElseThrow(),
                "20210102_order.csv");

        broker.send(accepted(job, 5));

        var finished = await().atMost(LONG)
                .until(() -> finishedOf(job), Optional::isPresent)
                .orElseThrow();
        assertThat(finished.path()).isEmpty();
    }

    @Test
    void unreadableRecordGoesToTheDeadLettersAndTheNextIsTaken() throws Exception {
        var job = lay("20210103_order.csv", "id\n1\n");
        broker.send(Topics.UPLOAD_VALIDATED, job.key(), "{\"poison\":");

        broker.send(accepted(job, 5));

        await().atMost(LONG).until(() -> finishedOf(job).isPresent());
        await().atMost(LONG).until(() -> deadLetters().contains("{\"poison\":"));
    }

    @Test
    void versionsOfOneDayAreReleasedInTheirOrder() throws Exception {
        var jobs = new ArrayList<JobRef>();
        for (int i = 0; i < 10; i++) {
            jobs.add(lay("20210104_order.csv", "id\n" + i + "\n"));
        }

        for (var job : jobs) {
            broker.send(accepted(job, 5));
        }

        await().atMost(LONG)
                .until(() -> jobs.stream().allMatch(job -> finishedOf(job).isPresent()));
        assertThat(Files.readString(volume.resolve("accounts/acme/processed/order/20210104_order.csv")))
                .isEqualTo("id\n0\n");
        assertThat(broker.events(Topics.JOB_FINISHED, JobFinished.class).stream()
                        .map(JobFinished::job)
                        .filter(jobs::contains)
                        .distinct())
                .containsExactlyElementsOf(jobs);
    }

    @Test
    void deniedReleaseHoldsUpNoNeighbourAndGoesOnOnceTheRightsAreBack() throws Exception {
        var folder = volume.resolve("accounts/acme/processed/member");
        var aside = volume.resolve("accounts/acme/processed/member.denied");
        var denied = lay("20210105_member.csv", "id\n1\n");
        // Root may write into any folder, but the server follows no link: it says "permission denied".
        Files.move(folder, aside);
        Files.createSymbolicLink(folder, aside);

        broker.send(accepted(denied, 5));
        var neighbours = new ArrayList<JobRef>();
        for (int day = 10; day < 20; day++) {
            neighbours.add(lay("202102%d_order.csv".formatted(day), "id\n1\n"));
        }
        for (var job : neighbours) {
            broker.send(accepted(job, 5));
        }

        await().atMost(LONG)
                .until(() -> neighbours.stream().allMatch(job -> finishedOf(job).isPresent()));
        await().atMost(LONG)
                .until(() -> deadLetters().stream()
                        .anyMatch(letter -> letter.contains(denied.jobId().value())));
        var whileDenied = finishedOf(denied);
        Files.delete(folder);
        Files.move(aside, folder);
        // The validator publishes the stored outcome again when the claim is announced again.
        broker.send(accepted(denied, 5));
        var finished = await().atMost(LONG)
                .until(() -> finishedOf(denied), Optional::isPresent)
                .orElseThrow();
        assertThat(whileDenied).isEmpty();
        assertThat(finished.path()).contains("/processed/member/20210105_member.csv");
    }

    @Test
    void isReadyAndShowsItsMetrics() {
        await().atMost(LONG)
                .untilAsserted(() -> given().get(ManagementPort.url("/q/health/ready"))
                        .then()
                        .statusCode(200)
                        .body("status", equalTo("UP")));

        given().get(ManagementPort.url("/q/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("sluice_scan_duration_seconds_count"))
                .body(containsString("sluice_uploads_waiting"))
                .body(containsString("sluice_uploads_claimed_total"))
                .body(containsString("sluice_claims_without_end_total"));
    }

    private static void upload(String name, String content) throws Exception {
        var session =
                new JSch().getSession("acme", "127.0.0.1", TestSftp.address().port());
        session.setPassword(TestSftp.PASSWORD);
        session.setConfig("StrictHostKeyChecking", "no");
        session.connect(10_000);
        var channel = (ChannelSftp) session.openChannel("sftp");
        channel.connect(10_000);
        channel.put(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), "/sources/order/" + name);
        channel.disconnect();
        session.disconnect();
    }

    /// A file as a claim leaves it.
    private JobRef lay(String name, String content) throws Exception {
        var job = new JobRef(
                JobId.at(System.currentTimeMillis()),
                World.ACME,
                new SourceType(name.substring(9, name.lastIndexOf('.'))),
                DataDate.of(name.substring(0, 8)).orElseThrow(),
                name);
        var folder = volume.resolve("processing/acme/" + job.jobId());
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), content);
        return job;
    }

    private static UploadValidated accepted(JobRef job, long size) {
        return validated(job, Outcome.SUCCESS, size);
    }

    private static UploadValidated refused(JobRef job, long size) {
        return validated(job, Outcome.FAILED, size);
    }

    private static ReportDocument reportOf(JobRef job) {
        var error = new ErrorDocument("type-error", null, 2L, 1L, null, "id", "x", "no");
        return new ReportDocument(
                Optional.of(job.jobId()), job.fileName(), true, 1, 1, List.of(), false, List.of(error));
    }

    private static UploadValidated validated(JobRef job, Outcome outcome, long size) {
        var failed = outcome == Outcome.FAILED;
        return new UploadValidated(
                job,
                outcome,
                "Order",
                1,
                1,
                failed ? 0 : 1,
                failed ? 1 : 0,
                failed ? Optional.of("Invalid data type in column [id] at line 2; 1 error in 1 row") : Optional.empty(),
                List.of(),
                failed,
                size,
                Optional.of("00"),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private Optional<UploadClaimed> claimOf(String name) {
        return broker.events(Topics.UPLOAD_CLAIMED, UploadClaimed.class).stream()
                .filter(claim -> claim.job().fileName().equals(name))
                .findFirst();
    }

    private Optional<JobFinished> finishedOf(JobRef job) {
        return broker.events(Topics.JOB_FINISHED, JobFinished.class).stream()
                .filter(finished -> finished.job().equals(job))
                .findFirst();
    }

    private List<String> deadLetters() {
        return broker.values(Topics.deadLetters(Topics.UPLOAD_VALIDATED));
    }
}
