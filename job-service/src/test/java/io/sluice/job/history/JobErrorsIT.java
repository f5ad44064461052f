package io.sluice.job.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.api.ReportDocument.TotalDocument;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.RawConnection;
import io.sluice.job.parts.Api;
import io.sluice.job.parts.TestJob;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.ReportStore;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobErrorsIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Instant CLAIM = Instant.ofEpochSecond(1_621_563_084);
    private static final String CSV = """
            line,record,column,code,rule,value,message
            18,17,phone,type-error,,'=x,Invalid data type in column [phone]
            ,,,,,,Only the first 1 of 3 errors are listed
            """;

    @Inject
    ReportStore reports;

    @Test
    void answersTheReportAsJson() {
        var account = Api.knownAccount();
        var job = failedJob(account);

        var answer = errors(account, job, "application/json");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo("""
                {"job_id":"%s","file_name":"20200125_order.csv","complete":true,"rows":1204,"error_count":3,\
                "totals":[{"code":"type-error","column":"phone","count":3}],"truncated":true,\
                "errors":[{"code":"type-error","line":18,"record":17,"column":"phone","value":"=x",\
                "message":"Invalid data type in column [phone]"}],"read_bytes":0,"read_lines":0}""".formatted(job.id()));
    }

    @Test
    void answersTheReportAsTheSameCsvAsBesideTheFile() {
        var account = Api.knownAccount();
        var job = failedJob(account);

        var answer = errors(account, job, "text/csv");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualToIgnoringCase("text/csv;charset=utf-8");
        assertThat(answer.asString()).isEqualTo(CSV);
    }

    @Test
    void answersJsonToAClientThatAcceptsAnything() {
        var account = Api.knownAccount();
        var job = failedJob(account);

        assertThat(errors(account, job, "*/*").contentType()).startsWith("application/json");
    }

    @Test
    void answersAnEmptyReportOfASuccess() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);
        var finished = job.succeeded(5);
        reports.putIfAbsent(new JobReport(
                finished.validated(),
                new ReportDocument(
                        Optional.of(job.id()), job.ref().fileName(), true, 5, 0, List.of(), false, List.of())));
        BROKER.send(finished);
        Api.awaitStatus(account, job.id(), "success");

        assertThat(errors(account, job, "application/json").asString()).isEqualTo("""
                {"job_id":"%s","file_name":"20200125_order.csv","complete":true,"rows":5,"error_count":0,\
                "totals":[],"truncated":false,"errors":[],"read_bytes":0,"read_lines":0}""".formatted(job.id()));
        assertThat(errors(account, job, "text/csv").asString())
                .isEqualTo("line,record,column,code,rule,value,message\n");
    }

    @Test
    void saysThatARunningJobHasNoReportYet() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);
        BROKER.send(job.claimed());
        Api.awaitStatus(account, job.id(), "processing");

        var answer = errors(account, job, "application/json");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo(
                        "Job %s still runs, 0 rows so far; its report is there when it has ended.".formatted(job.id()));
    }

    @Test
    void saysThatAReportIsNoLongerKept() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);
        BROKER.send(job.failed("File is empty; 1 error in 0 rows"));
        Api.awaitStatus(account, job.id(), "failed");

        var answer = errors(account, job, "application/json");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("The report of job %s is no longer kept.".formatted(job.id()));
    }

    @Test
    void saysHowFarAFileWasReadWhoseReportIsNoLongerKept() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);
        BROKER.send(job.succeeded(5));
        Api.awaitStatus(account, job.id(), "success");

        assertThat(errors(account, job, "application/json").asString()).isEqualTo("""
                {"job_id":"%s","file_name":"20200125_order.csv","complete":true,"rows":5,"error_count":0,\
                "totals":[],"truncated":false,"errors":[],"read_bytes":1000,"read_lines":0}""".formatted(job.id()));
    }

    /// Else many connections that read nothing fill the memory with a report each.
    @Test
    void givesAnAccountFewLargeReportsAtOnce() {
        var account = Api.knownAccount();
        var job = failedJob(account, Collections.nCopies(1_000, error("x".repeat(500))));
        var other = Api.knownAccount();
        var otherJob = failedJob(other);
        var readers = new ArrayList<RawConnection>();
        try {
            var refused = await().atMost(LIMIT)
                    .until(
                            () -> {
                                IntStream.range(0, 4).forEach(_ -> readers.add(readingNothing(account, job)));
                                return errors(account, job, "application/json");
                            },
                            answer -> answer.statusCode() == 429);

            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(refused.jsonPath().getString("detail"))
                    .isEqualTo("Account %s already has 4 large answers going on, which is the limit. Try again in 5 s."
                            .formatted(account));
            assertThat(errors(account, job, "text/csv").statusCode()).isEqualTo(429);
            assertThat(errors(other, otherJob, "text/csv").statusCode()).isEqualTo(200);
        } finally {
            readers.forEach(RawConnection::close);
        }
        await().atMost(LIMIT)
                .until(() -> errors(account, job, "application/json").statusCode() == 200);
    }

    /// Requests one after another, for more than the connection holds.
    private static RawConnection readingNothing(AccountId account, TestJob job) {
        var connection = RawConnection.slow(RestAssured.port, LIMIT);
        connection.write("GET /v1/%s/jobs/%s/errors HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(account, job.id(), Tokens.tenant(account))
                .repeat(20));
        return connection;
    }

    private TestJob failedJob(AccountId account) {
        return failedJob(account, List.of(error("=x")));
    }

    private static ErrorDocument error(String value) {
        return new ErrorDocument(
                "type-error", null, 18L, 17L, null, "phone", value, "Invalid data type in column [phone]");
    }

    private TestJob failedJob(AccountId account, List<ErrorDocument> errors) {
        var job = TestJob.of(account, "order", "20200125", CLAIM);
        var finished = job.failed("Invalid data type in column [phone] at line 18; 3 errors in 1,204 rows");
        reports.putIfAbsent(new JobReport(
                finished.validated(),
                new ReportDocument(
                        Optional.of(job.id()),
                        job.ref().fileName(),
                        true,
                        1_204,
                        3,
                        List.of(new TotalDocument("type-error", null, "phone", 3)),
                        true,
                        errors)));
        BROKER.send(finished);
        Api.awaitStatus(account, job.id(), "failed");
        return job;
    }

    private static Response errors(AccountId account, TestJob job, String accept) {
        return given().auth()
                .oauth2(Tokens.tenant(account))
                .accept(accept)
                .get("/v1/%s/jobs/%s/errors".formatted(account, job.id()));
    }
}
