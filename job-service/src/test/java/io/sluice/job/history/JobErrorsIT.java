package io.sluice.job.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.api.ReportDocument.TotalDocument;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.Tokens;
import io.sluice.job.parts.Api;
import io.sluice.job.parts.TestJob;
import io.sluice.objects.report.JobReport;
import io.sluice.objects.report.ReportStore;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobErrorsIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();

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

    private TestJob failedJob(AccountId account) {
        var job = TestJob.of(account, "order", "20200125", CLAIM);
        var finished = job.failed("Invalid data type in column [phone] at line 18; 3 errors in 1,204 rows");
        var error = new ErrorDocument(
                "type-error", null, 18L, 17L, null, "phone", "=x", "Invalid data type in column [phone]");
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
                        List.of(error))));
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
