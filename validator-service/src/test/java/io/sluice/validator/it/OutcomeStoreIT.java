package io.sluice.validator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import io.sluice.devstack.parts.quarkus.ObjectStoreTestResource;
import io.sluice.devstack.parts.quarkus.SftpTestResource;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.objects.report.AttemptStore;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.ReportStore;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The guarantees of [ReportStore] and [AttemptStore] on a real object store.
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
    AttemptStore attempts;

    @Inject
    S3Client objects;

    @ConfigProperty(name = "sluice.objects.bucket")
    String bucket;

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
        assertThat(reports.csvFile(ACCOUNT, job)).isEmpty();
    }

    /// As when a schema is corrected while two validators work on one claim.
    @Test
    void csvAndJsonAreOfTheOutcomeThatCounts() {
        var first = reports.putIfAbsent(refused("abc", "Invalid data type in column [id]"));

        reports.putIfAbsent(refused("xyz", "Value not allowed in column [id] (pattern)"));

        assertThat(reports.report(ACCOUNT, job)).contains(first.report());
        assertThat(csv()).isEqualTo("""
                line,record,column,code,rule,value,message
                2,1,id,type-error,,abc,Invalid data type in column [id]
                """);
    }

    @Test
    void keepsTheNumberOfAttempts() {
        var ref = report(2).outcome().job();
        var before = attempts.find(ref);
        attempts.put(ref, 2);
        attempts.put(ref, 0);
        var noted = attempts.find(ref);
        attempts.remove(ref);

        attempts.remove(ref);

        assertThat(List.of(before, noted, attempts.find(ref)))
                .containsExactly(OptionalInt.empty(), OptionalInt.of(0), OptionalInt.empty());
    }

    @Test
    void keepsOneObjectForAJob() {
        reports.putIfAbsent(refused("abc", "Invalid data type in column [id]"));

        var kept = objects.listObjectsV2(request -> request.bucket(bucket).prefix("reports/acme/" + job))
                .contents();

        assertThat(kept).extracting(S3Object::key).containsExactly("reports/acme/" + job + ".json");
    }

    @Test
    void returnsOnlyTheHeaderForAJobWithoutErrors() {
        reports.putIfAbsent(report(2));

        assertThat(csv()).isEqualTo("line,record,column,code,rule,value,message\n");
    }

    @Test
    void saysThatTheBucketIsMissing() {
        var elsewhere = new ReportStore(objects, "nowhere");

        // A store that refuses before it has read the body may close the connection while the body is sent.
        // Then the client never sees why; a request without a body does.
        assertThatThrownBy(() -> elsewhere.putIfAbsent(report(1)))
                .isInstanceOf(ObjectStoreUnavailableException.class)
                .hasMessageContaining("bucket nowhere");
        assertThatThrownBy(() -> elsewhere.find(ACCOUNT, job))
                .isInstanceOf(ObjectStoreUnavailableException.class)
                .hasMessage("the object store has no bucket nowhere; create it or set sluice.objects.bucket");
        assertThatThrownBy(elsewhere::check)
                .isInstanceOf(ObjectStoreUnavailableException.class)
                .hasMessage("the object store has no bucket nowhere; create it or set sluice.objects.bucket");
    }

    private String csv() {
        return new String(reports.report(ACCOUNT, job).orElseThrow().csv(), StandardCharsets.UTF_8);
    }

    private JobReport refused(String value, String message) {
        var error = new ErrorDocument("type-error", null, 2L, 1L, null, "id", value, message);
        return new JobReport(
                outcome(Outcome.FAILED, 1, Optional.of(message + " at line 2; 1 error in 1 row")),
                new ReportDocument(
                        Optional.of(job), "20200125_order.csv", true, 1, 1, List.of(), false, List.of(error)));
    }

    private JobReport report(long rows) {
        return new JobReport(
                outcome(Outcome.SUCCESS, rows, Optional.empty()),
                new ReportDocument(Optional.of(job), "20200125_order.csv", true, rows, 0, List.of(), false, List.of()));
    }

    private UploadValidated outcome(Outcome outcome, long rows, Optional<String> errorMessage) {
        var at = Instant.parse("2026-11-21T10:00:00.123456789Z");
        var ref = new JobRef(
                job, ACCOUNT, new SourceType("order"), DataDate.of("20200125").orElseThrow(), "20200125_order.csv");
        return new UploadValidated(
                ref,
                outcome,
                "Order",
                1,
                rows,
                rows,
                0,
                errorMessage,
                List.of(),
                errorMessage.isPresent(),
                10,
                Optional.of("ab"),
                at,
                at,
                at);
    }
}
