package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.demo.Samples;
import io.sluice.devstack.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// What the seed's users do on an ordinary day.
@ExtendWith(SharedStack.class)
@Tag("every-server")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class StoryIT {
    private static final String MEMBERS = "id,name,birthdate,address,phone\n";

    @Test
    void answersTheSchemaInTheShapeOfTheSpec(Stack stack) {
        var tenant = Tenant.with(stack, "member");

        var schema = tenant.api
                .get("/v1/" + tenant.accountId + "/sources/member/schema")
                .expect(200)
                .json();

        assertThat(List.copyOf(schema.properties().stream()
                        .map(entry -> entry.getKey())
                        .toList()))
                .containsSubsequence(
                        "source_type",
                        "source_name",
                        "description",
                        "schema",
                        "updated_at",
                        "updated_by",
                        "created_at",
                        "created_by");
        assertThat(schema.path("source_type").asText()).isEqualTo("member");
        assertThat(schema.path("schema").path(0).toString()).isEqualTo("{\"name\":\"id\",\"type\":\"Integer\"}");
        assertThat(schema.path("updated_at").isIntegralNumber()).isTrue();
        assertThat(schema.path("updated_by").isIntegralNumber()).isTrue();
    }

    @Test
    void takesAGoodFile(Stack stack) {
        var tenant = Tenant.with(stack, "member");
        var before = Instant.now().getEpochSecond();

        tenant.upload("member", "20200125_member.csv", MEMBERS + "1,Ann,1990-02-28,\"1, Main St\",+886 2 1234 5678\n");
        var job = tenant.awaitEnd("member", "20200125");

        assertThat(job.properties().stream().map(entry -> entry.getKey()).toList())
                .startsWith("source_type", "source_name", "file_name", "job_id", "process_time", "status");
        assertThat(job.path("status").asText()).isEqualTo("success");
        assertThat(job.path("file_name").asText()).isEqualTo("20200125_member.csv");
        assertThat(job.path("job_id").asText()).matches("[0-9a-f]{32}");
        assertThat(job.path("process_time").asLong())
                .isBetween(before, Instant.now().getEpochSecond() + 1);
        assertThat(job.path("rows").asLong()).isEqualTo(1);
        assertThat(tenant.list("/processed/member")).containsExactly("20200125_member.csv");
        assertThat(tenant.list("/sources/member")).isEmpty();
        assertThat(tenant.mails()).isEmpty();
    }

    @Test
    void refusesABadFileAndTakesItsCorrection(Stack stack) {
        var tenant = Tenant.with(stack, "member");
        tenant.upload(
                "member", "20200125_member.csv", MEMBERS + "1,Ann,1990-02-30,Street,1\nx,Bob,1990-02-28,Street,2\n");
        var failed = tenant.awaitEnd("member", "20200125");
        var report = tenant.read("/invalid/member/20200125_member.csv.errors.csv");
        var mail = tenant.awaitMails(1).getFirst();

        tenant.upload("member", "20200125_member.csv", MEMBERS + "1,Ann,1990-02-28,Street,1\n");
        var corrected = tenant.awaitJob(
                "member", "20200125", job -> job.path("status").asText().equals("success"));

        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.path("error_msg").asText())
                .startsWith("Invalid data type in column [birthdate]")
                .endsWith(" at line 2; 2 errors in 2 rows");
        assertThat(report.lines().toList())
                .hasSize(3)
                .first()
                .isEqualTo("\uFEFFline,record,column,code,rule,value,message");
        assertThat(report)
                .contains("\n2,1,birthdate,type-error,,***,")
                .contains("\n3,2,id,type-error,,x,")
                .doesNotContain("1990-02-30");
        assertThat("\uFEFF" + csvErrors(tenant, failed.path("job_id").asText())).isEqualTo(report);
        assertThat(mail.path("subject").asText()).contains("20200125_member.csv");
        assertThat(mail.path("text").asText()).contains("birthdate").doesNotContain("1990-02-30");
        assertThat(corrected.path("attempt").asInt()).isEqualTo(2);
        assertThat(tenant.list("/invalid/member"))
                .containsExactly("20200125_member.csv", "20200125_member.csv.errors.csv");
        assertThat(tenant.list("/processed/member")).containsExactly("20200125_member.csv");
        assertThat(tenant.jobs("member")).hasSize(2);
        assertThat(tenant.mails()).hasSize(1);
    }

    @Test
    void takesAllSevenSourcesAsCsvAndTsv(Stack stack) {
        var tenant = Tenant.with(stack, Samples.SOURCE_TYPES.toArray(String[]::new));

        for (var sourceType : Samples.SOURCE_TYPES) {
            var header = header(tenant, sourceType);
            tenant.upload(sourceType, "20240101_" + sourceType + ".csv", String.join(",", header) + "\n");
            tenant.upload(sourceType, "20240102_" + sourceType + ".tsv", String.join("\t", header) + "\r\n");
        }

        for (var sourceType : Samples.SOURCE_TYPES) {
            assertThat(tenant.awaitEnd(sourceType, "20240101").path("status").asText())
                    .isEqualTo("success");
            assertThat(tenant.awaitEnd(sourceType, "20240102").path("status").asText())
                    .isEqualTo("success");
            assertThat(tenant.list("/processed/" + sourceType))
                    .containsExactly("20240101_" + sourceType + ".csv", "20240102_" + sourceType + ".tsv");
        }
    }

    @Test
    void neverOverwritesAnEarlierFile(Stack stack) {
        var tenant = Tenant.with(stack, "member");
        tenant.upload("member", "20200125_member.csv", MEMBERS + "1,a,,,\n");
        tenant.awaitEnd("member", "20200125");

        tenant.upload("member", "20200125_member.csv", MEMBERS + "2,b,,,\n");
        var second = tenant.awaitJob(
                "member",
                "20200125",
                job -> job.path("attempt").asInt() == 2
                        && job.path("status").asText().equals("success"));

        var newcomer = "20200125_member." + second.path("job_id").asText() + ".csv";
        assertThat(tenant.list("/processed/member")).containsExactlyInAnyOrder("20200125_member.csv", newcomer);
        assertThat(tenant.read("/processed/member/20200125_member.csv")).contains("1,a");
        assertThat(tenant.read("/processed/member/" + newcomer)).contains("2,b");
    }

    @Test
    void aChangedSchemaIsInForceForTheNextFile(Stack stack) {
        var tenant = Tenant.with(stack, "member");
        tenant.upload("member", "20200125_member.csv", MEMBERS + "1,a,,,\n");
        var first = tenant.awaitEnd("member", "20200125");

        tenant.api
                .patch("/v1/" + tenant.accountId + "/sources/member/schema", """
                        {"schema": [{"name": "id", "type": "integer"}, {"name": "nick_name", "type": "string"}]}""")
                .expect(200);
        tenant.upload("member", "20200126_member.csv", MEMBERS + "1,a,,,\n");
        var second = tenant.awaitEnd("member", "20200126");

        assertThat(first.path("schema_version").asInt()).isEqualTo(1);
        assertThat(second.path("schema_version").asInt()).isEqualTo(2);
        assertThat(second.path("error_msg").asText()).startsWith("Unknown column [name] at line 1");
    }

    @Test
    void checksABodyWithoutStoringIt(Stack stack) {
        var tenant = Tenant.with(stack, "member");

        var report = tenant.api
                .send(
                        "POST",
                        "/v1/" + tenant.accountId + "/sources/member/validate",
                        java.net.http.HttpRequest.BodyPublishers.ofString(MEMBERS + "x,a,,,\n", StandardCharsets.UTF_8),
                        "text/csv",
                        "application/json")
                .expect(200)
                .json();

        assertThat(report.path("error_count").asInt()).isEqualTo(1);
        assertThat(report.path("errors").path(0).path("code").asText()).isEqualTo("type-error");
        assertThat(tenant.jobs("member")).isEmpty();
    }

    private static String csvErrors(Tenant tenant, String jobId) {
        return tenant.api
                .get("/v1/" + tenant.accountId + "/jobs/" + jobId + "/errors", "text/csv")
                .expect(200)
                .body();
    }

    private static List<String> header(Tenant tenant, String sourceType) {
        return tenant.api
                .get("/v1/" + tenant.accountId + "/sources/" + sourceType + "/schema")
                .expect(200)
                .json()
                .path("schema")
                .findValuesAsText("name");
    }
}
