package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.Api;
import io.sluice.devstack.stack.Stack;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// An ended job is checked again without an upload.
@ExtendWith(SharedStack.class)
@Tag("every-server")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class ReplayIT {
    private static final String DAY = "20200125";

    @Test
    void dayIsRightWithOneCallAfterTheSchemaWasCorrected(Stack stack) {
        var tenant = tenant(stack, "Integer");
        tenant.upload("visits", "20200125_visits.csv", "shop\nNorth\n");
        var refused = tenant.awaitEnd("visits", DAY);
        tenant.admin()
                .patch(
                        "/v1/" + tenant.accountId + "/sources/visits/schema",
                        "{\"schema\": [{\"name\": \"shop\", \"type\": \"String\"}]}")
                .expect(200);

        var replayed = replay(tenant, refused, Map.of()).expect(202).json();
        var latest = tenant.awaitJob(
                "visits", DAY, job -> job.path("status").asText().equals("success"));

        assertThat(refused.path("status").asText()).isEqualTo("failed");
        assertThat(replayed.path("replay_of").asText())
                .isEqualTo(refused.path("job_id").asText());
        assertThat(latest.path("job_id").asText())
                .isEqualTo(replayed.path("job_id").asText());
        assertThat(latest.path("attempt").asInt()).isEqualTo(2);
        assertThat(latest.path("replay_of").asText())
                .isEqualTo(refused.path("job_id").asText());
        assertThat(tenant.read("/processed/visits/20200125_visits.csv")).isEqualTo("shop\nNorth\n");
        assertThat(tenant.read("/invalid/visits/20200125_visits.csv")).isEqualTo("shop\nNorth\n");
        assertThat(tenant.awaitMails(1)).hasSize(1);
    }

    @Test
    void failedFirstAttemptReplacesALaterSuccessOnlyByForce(Stack stack) {
        var tenant = tenant(stack, "Integer");
        tenant.upload("visits", "20200125_visits.csv", "shop\nNorth\n");
        var first = tenant.awaitEnd("visits", DAY);
        tenant.upload("visits", "20200125_visits.csv", "shop\n1\n");
        var second = tenant.awaitJob(
                "visits", DAY, job -> job.path("status").asText().equals("success"));

        var refusal = replay(tenant, first, Map.of()).expect(409).json();
        var latest = tenant.awaitEnd("visits", DAY);

        assertThat(refusal.path("detail").asText())
                .startsWith("Job %s is a later attempt of the same day and has ended."
                        .formatted(second.path("job_id").asText()));
        assertThat(latest.path("job_id").asText())
                .isEqualTo(second.path("job_id").asText());
        assertThat(tenant.awaitMails(1)).hasSize(1);

        var forced = replay(tenant, first, Map.of("force", true)).expect(202).json();
        var replaced = tenant.awaitJob(
                "visits", DAY, job -> job.path("status").asText().equals("failed"));

        assertThat(replaced.path("job_id").asText())
                .isEqualTo(forced.path("job_id").asText());
        assertThat(replaced.path("attempt").asInt()).isEqualTo(3);
    }

    private static Tenant tenant(Stack stack, String type) {
        return Tenant.with(stack).addSource("""
                {"source_type": "visits", "source_name": "Visits", "description": "Visits of a shop",
                 "schema": [{"name": "shop", "type": "%s"}]}""".formatted(type)).awaitDoor("visits");
    }

    private static Api.Answer replay(Tenant tenant, JsonNode job, Map<String, ?> body) {
        return tenant.api.post(
                "/v1/%s/jobs/%s/replay"
                        .formatted(tenant.accountId, job.path("job_id").asText()),
                body);
    }
}
