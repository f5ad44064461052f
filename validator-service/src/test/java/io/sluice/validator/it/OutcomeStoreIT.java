package io.sluice.validator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import io.sluice.devstack.parts.quarkus.ObjectStoreTestResource;
import io.sluice.devstack.parts.quarkus.SftpTestResource;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.ReportStore;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/// The guarantees of [ReportStore] on a real object store.
@QuarkusTest
@WithTestResource(KafkaTestResource.class)
@WithTestResource(ObjectStoreTestResource.class)
@WithTestResource(SftpTestResource.class)
@WithTestResource(SchemaStubResource.class)
class OutcomeStoreIT {
    private static final AccountId ACCOUNT = new AccountId("acme");

    @Inject
    ReportStore reports;

    @Inject
    S3Client objects;

    private final JobId job = JobId.at(System.currentTimeMillis());

    @Test
    void keepsTheFirstOutcome() {
        var first = reports.putIfAbsent(report(2));

        var second = reports.putIfAbsent(report(3));

        assertThat(first).isEqualTo(report(2));
        assertThat(second).isEqualTo(first);
        assertThat(reports.find(ACCOUNT, job)).contains(first);
    }

    @Test
    void findsNothingForAJobWithoutOutcome() {
        assertThat(reports.find(ACCOUNT, job)).isEmpty();
        assertThat(reports.report(ACCOUNT, job)).isEmpty();
        assertThat(reports.csv(ACCOUNT, job)).isEmpty();
    }

    @Test
    void returnsTheStoredCsv() throws IOException {
        reports.putCsv(ACCOUNT, job, "a,b\nü,2\n".getBytes(StandardCharsets.UTF_8));

        try (var csv = reports.csv(ACCOUNT, job).orElseThrow()) {
            assertThat(new String(csv.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("a,b\nü,2\n");
        }
    }

    @Test
    void returnsOnlyTheHeaderForAJobWithoutErrors() throws IOException {
        reports.putIfAbsent(report(2));

        try (var csv = reports.csv(ACCOUNT, job).orElseThrow()) {
            assertThat(new String(csv.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("line,record,column,code,rule,value,message\n");
        }
    }

    @Test
    void saysThatTheBucketIsMissing() {
        var elsewhere = new ReportStore(objects, "nowhere");

        assertThatThrownBy(() -> elsewhere.putIfAbsent(report(1)))
                .isInstanceOf(ObjectStoreUnavailableException.class)
                .hasMessage("the object store has no bucket nowhere; create it or set sluice.objects.bucket");
        assertThatThrownBy(() -> elsewhere.find(ACCOUNT, job))
                .isInstanceOf(ObjectStoreUnavailableException.class)
                .hasMessage("the object store has no bucket nowhere; create it or set sluice.objects.bucket");
        assertThatThrownBy(elsewhere::check)
                .isInstanceOf(ObjectStoreUnavailableException.class)
                .hasMessage("the object store has no bucket nowhere; create it or set sluice.objects.bucket");
    }

    private JobReport report(long rows) {
        var at = Instant.parse("2026-11-21T10:00:00.123456789Z");
        var ref = new JobRef(
                job, ACCOUNT, new SourceType("order"), DataDate.of("20200125").orElseThrow(), "20200125_order.csv");
        return new JobReport(
                new UploadValidated(
                        ref,
                        Outcome.SUCCESS,
                        "Order",
                        1,
                        rows,
                        rows,
                        0,
                        Optional.empty(),
                        List.of(),
                        false,
                        10,
                        Optional.of("ab"),
                        at,
                        at,
                        at),
                new ReportDocument(Optional.of(job), "20200125_order.csv", true, rows, 0, List.of(), false, List.of()));
    }
}
