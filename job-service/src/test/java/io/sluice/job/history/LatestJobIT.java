package io.sluice.job.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.Outcome;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import io.sluice.job.parts.Api;
import io.sluice.job.parts.Folder;
import io.sluice.job.parts.TestJob;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LatestJobIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();

    private static final Instant CLAIM = Instant.ofEpochSecond(1_621_563_084);
    private static final String PATH = "sources/order/job?date=20200125";

    @Test
    void answersASuccess() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);

        BROKER.send(job.claimed());
        BROKER.send(job.succeeded(12));

        assertThat(Api.awaitAnswer(account, PATH, "\"status\":\"success\"")).isEqualTo("""
                {"source_type":"order","source_name":"Order","file_name":"20200125_order.csv","job_id":"%s",\
                "process_time":1621563094,"status":"success","data_date":"20200125","schema_version":7,"rows":12,\
                "rows_accepted":12,"error_count":0,"attempt":1,"received_at":1621563024,"origin":"file"}""".formatted(job.id()));
    }

    @Test
    void answersAFailureWithItsMessage() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);

        BROKER.send(job.claimed());
        BROKER.send(job.failed("Invalid data type in column [cust_phone_no] at line 18; 3 errors in 1,204 rows"));

        assertThat(Api.awaitAnswer(account, PATH, "\"status\":\"failed\"")).isEqualTo("""
                {"source_type":"order","source_name":"Order","file_name":"20200125_order.csv","job_id":"%s",\
                "process_time":1621563094,"status":"failed",\
                "error_msg":"Invalid data type in column [cust_phone_no] at line 18; 3 errors in 1,204 rows",\
                "data_date":"20200125","schema_version":7,"rows":1204,"rows_accepted":1201,"error_count":3,\
                "attempt":1,"received_at":1621563024,"origin":"file"}""".formatted(job.id()));
    }

    @Test
    void answersAPartlyAcceptedFileAsSuccessWithErrors() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);

        BROKER.send(job.finished(Outcome.SUCCESS, 100, 99, 1, Optional.of("Blank row at line 5; 1 error in 100 rows")));

        assertThat(Api.awaitAnswer(account, PATH, "\"status\":\"success\""))
                .contains("\"rows\":100,\"rows_accepted\":99,\"error_count\":1")
                .doesNotContain("error_msg");
    }

    @Test
    void answersARunningJobWithItsRowsSoFar() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);

        BROKER.send(job.claimed());
        Api.awaitStatus(account, job.id(), "processing");
        BROKER.send(job.progressed(40_000, 2));

        assertThat(Api.awaitAnswer(account, PATH, "40000")).isEqualTo("""
                {"source_type":"order","source_name":"Order","file_name":"20200125_order.csv","job_id":"%s",\
                "process_time":1621563084,"status":"processing","data_date":"20200125","rows":40000,"error_count":1,\
                "attempt":1,"received_at":1621563024,"origin":"file"}""".formatted(job.id()));
    }

    @Test
    void answersProcessingWhileACorrectionRuns() {
        var account = Api.knownAccount();
        var first = TestJob.of(account, "order", "20200125", CLAIM);
        var second = TestJob.of(account, "order", "20200125", CLAIM.plusSeconds(100));
        BROKER.send(first.failed("File is empty; 1 error in 0 rows"));
        Api.awaitStatus(account, first.id(), "failed");

        BROKER.send(second.claimed());

        assertThat(Api.awaitAnswer(account, PATH, "\"status\":\"processing\""))
                .contains(second.id().value())
                .contains("\"attempt\":2");
    }

    @Test
    void answersAWaitingFile() {
        var account = Api.knownAccount();
        var seen = CLAIM.minusSeconds(5);

        BROKER.send(Folder.observed(account, CLAIM, Folder.waiting("20200125", seen, CLAIM.plusSeconds(600))));

        assertThat(Api.awaitAnswer(account, PATH, "\"status\":\"waiting\"")).isEqualTo("""
                {"source_type":"order","source_name":"Order","file_name":"20200125_order.csv","status":"waiting",\
                "data_date":"20200125","attempt":1,"received_at":1621563079,"next_pickup":1621563684,\
                "reason":"Complete, waits for the pick-up","origin":"file"}""");
    }

    @Test
    void answersAFileAfterTheLatestClaimAsWaiting() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);
        BROKER.send(job.claimed());
        Api.awaitStatus(account, job.id(), "processing");
        var later = CLAIM.plusSeconds(1);

        BROKER.send(Folder.observed(account, later, Folder.waiting("20200125", later, CLAIM.plusSeconds(600))));

        assertThat(Api.awaitAnswer(account, PATH, "\"status\":\"waiting\"")).contains("\"attempt\":2");
    }

    @Test
    void ignoresAnObservationFromBeforeTheClaim() {
        var account = Api.knownAccount();
        var job = TestJob.of(account, "order", "20200125", CLAIM);
        var before = CLAIM.minusSeconds(1);
        BROKER.send(Folder.observed(account, before, Folder.waiting("20200125", before, CLAIM)));
        Api.awaitAnswer(account, PATH, "\"status\":\"waiting\"");

        BROKER.send(job.claimed());

        Api.awaitAnswer(account, PATH, "\"status\":\"processing\"");
        assertThat(Api.get(account, "files?state=waiting").asString()).isEqualTo("{\"files\":[]}");
    }

    @Test
    void saysThatNothingWasReceived() {
        var account = Api.knownAccount();
        Api.awaitAnswer(account, PATH, "Nothing was received");

        var answer = Api.get(account, PATH);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("Nothing was received of source order of account %s for 20200125.".formatted(account)
                        + " Upload it as sources/order/20200125_order.csv.");
    }

    @Test
    void sendsNoFilesToASourceThatTakesNone() {
        var guests = new SourceType("guest");
        var facts = TestAccount.fresh()
                .sources(
                        Source.ofDays(new SourceType("order"), "Order", true),
                        new Source(guests, "Guest", false, SourceKind.ENTITIES, Optional.of(BatchSchema.of(guests))))
                .facts();
        Api.makeKnown(facts);

        var retired = Api.awaitAnswer(facts.accountId(), PATH, "Nothing was received");
        var ofBatches = Api.awaitAnswer(facts.accountId(), "sources/guest/job?date=20200125", "Nothing was received");

        assertThat(retired).contains("for 20200125. The source is retired and takes no files.");
        assertThat(ofBatches).contains("for 20200125. The source takes no files but batches over HTTP.");
    }

    @Test
    void saysWhyAFileForTheDateIsIgnored() {
        var account = Api.knownAccount();
        var file = Folder.ignored("20200125_order.txt", "Unknown extension .txt", "20200125", CLAIM);
        BROKER.send(Folder.observed(account, CLAIM, file));
        Api.awaitAnswer(account, "files?state=ignored", "20200125_order.txt");
        Api.awaitAnswer(account, PATH, "Only ignored files");

        var answer = Api.get(account, PATH);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("Only ignored files were received of source order for 20200125,"
                        + " such as /sources/order/20200125_order.txt: Unknown extension .txt.");
    }

    @Test
    void refusesADateOutsideTheCalendar() {
        var account = Api.knownAccount();

        var answer = Api.get(account, "sources/order/job?date=20200230");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("date is \"20200230\", expected a day of the calendar from 19000101 on as YYYYMMDD,"
                        + " e.g. 20200125.");
    }

    @Test
    void refusesAMissingDate() {
        var answer = Api.get(Api.knownAccount(), "sources/order/job");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("The query parameter date is missing, expected a data date YYYYMMDD, e.g. date=20200125.");
    }

    @Test
    void namesTheSourcesWhenOneIsUnknown() {
        var account = Api.knownAccount();

        var answer = Api.get(account, "sources/orders/job?date=20200125");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("detail"))
                .isEqualTo("Account %s has no source orders; its sources: member, order.".formatted(account));
    }

    @Test
    void answers404ToAnAdminForAnUnknownAccount() {
        var answer = given().auth().oauth2(Tokens.admin()).get("/v1/nobody/sources/order/job?date=20200125");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo("There is no account \"nobody\".");
    }

    @Test
    void keepsOneTenantFromAnother() {
        var own = Api.knownAccount();
        var foreign = Api.knownAccount();

        var answer = given().auth().oauth2(Tokens.tenant(own)).get("/v1/%s/%s".formatted(foreign, PATH));

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void refusesARequestWithoutToken() {
        var answer = given().get("/v1/%s/%s".formatted(Api.knownAccount(), PATH));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }
}
