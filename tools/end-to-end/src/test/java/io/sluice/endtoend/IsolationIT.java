package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.devstack.demo.Api;
import io.sluice.devstack.demo.TenantSftp;
import io.sluice.devstack.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tenants reach nothing of each other, and wrong requests get answers that help.
@ExtendWith(SharedStack.class)
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class IsolationIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/%s/sources/member/schema",
                "/v1/%s/sources",
                "/v1/%s/sources/member/job?date=20240101",
                "/v1/%s/sources/member/jobs",
                "/v1/%s/jobs/00000000000000000000000000000000",
                "/v1/%s/jobs/00000000000000000000000000000000/errors",
                "/v1/%s/files?state=ignored"
            })
    void reachesNoOtherAccount(String path, Stack stack) {
        var mine = Tenant.with(stack, "member");
        var other = Tenant.with(stack, "member");

        var foreign = mine.api.get(path.formatted(other.accountId));
        var without = new Api(stack.url(), "").get(path.formatted(mine.accountId));
        var garbage = new Api(stack.url(), "no.token.atall").get(path.formatted(mine.accountId));
        var altered = new Api(stack.url(), altered(mine.token)).get(path.formatted(mine.accountId));

        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.json().path("detail").asText()).contains(other.accountId);
        assertThat(without.status()).isEqualTo(401);
        assertThat(garbage.status()).isEqualTo(401);
        assertThat(altered.status()).isEqualTo(401);
        for (var answer : new Api.Answer[] {foreign, without, garbage, altered}) {
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.body()).doesNotContain("Exception").doesNotContain("io.sluice");
        }
    }

    @Test
    void seesOnlyItsOwnFiles(Stack stack) {
        var mine = Tenant.with(stack, "member");
        var other = Tenant.with(stack, "member");

        try (var sftp = mine.login()) {
            for (var root : List.of("/", "/..")) {
                // OpenSSH shows what it needs of /dev itself (spec 4 section 3).
                await().atMost(Tenant.LIMIT)
                        .untilAsserted(() -> assertThat(sftp.list(root))
                                .filteredOn(name -> !name.equals("dev"))
                                .containsExactlyInAnyOrder("README.txt", "sources", "processed", "invalid"));
            }
            await().atMost(Tenant.LIMIT)
                    .untilAsserted(() -> assertThat(sftp.get("/README.txt"))
                            .contains(
                                    "  sources/member/YYYYMMDD_member.csv\n",
                                    "  Each file is taken as soon as its upload is complete\n",
                                    "  5.0 GiB (5,368,709,120 bytes) for all files in these folders\n"));
            assertThatThrownBy(() -> sftp.put("/README.txt", new byte[1])).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> sftp.list("/../" + other.accountId)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> sftp.list("/../../processing")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> sftp.put("/processed/member/x.csv", new byte[1]))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> sftp.put("/invalid/member/x.csv", new byte[1]))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> sftp.put("/sources/x.csv", new byte[1])).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> sftp.put("/x.csv", new byte[1])).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesAWrongPassword(Stack stack) {
        var tenant = Tenant.with(stack, "member");

        assertThatThrownBy(() -> TenantSftp.login(stack.sftpHost(), stack.sftpPort(), tenant.accountId, "wrong"))
                .hasMessageContaining("Auth fail");
    }

    @Test
    void aRevokedTokenStopsWorkingEverywhere(Stack stack) {
        var tenant = Tenant.with(stack, "member");
        var admin = new Api(stack.url(), stack.adminToken());
        var issued = admin.post("/v1/accounts/" + tenant.accountId + "/tokens", "{}")
                .expect(201)
                .json();
        var client = new Api(stack.url(), issued.path("token").asText());
        client.get("/v1/" + tenant.accountId + "/sources/member/jobs").expect(200);

        admin.delete("/v1/accounts/" + tenant.accountId + "/tokens/"
                        + issued.path("token_id").asText())
                .expect(204);

        await().atMost(Tenant.LIMIT).untilAsserted(() -> {
            assertThat(client.get("/v1/" + tenant.accountId + "/sources/member/jobs")
                            .status())
                    .isEqualTo(401);
            assertThat(client.get("/v1/" + tenant.accountId + "/sources/member/schema")
                            .status())
                    .isEqualTo(401);
        });
        tenant.api.get("/v1/" + tenant.accountId + "/sources/member/jobs").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v3/anything", "/", "/v1", "/v1/accounts/x/y/z", "/favicon.ico"})
    void unknownPathsGetAProblem(String path, Stack stack) {
        var answer = new Api(stack.url(), stack.adminToken()).get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().path("detail").asText()).contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"accuid\": ",
                "{\"accuid\": 5, \"name\": []}",
                "{}",
                "[]",
                "{\"accuid\": \"UPPER\", \"name\": \"x\"}",
                "{\"accuid\": \"ok-1\", \"name\": \"x\", \"surprise\": 1}"
            })
    void badBodiesGetAProblemThatHelps(String body, Stack stack) {
        var answer = new Api(stack.url(), stack.adminToken()).post("/v1/accounts", body);

        assertThat(answer.status()).isIn(400, 422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().path("detail").asText()).isNotBlank();
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("io.sluice")
                .doesNotContain("jackson")
                .doesNotContain("\\tat ");
    }

    @Test
    void aDateThatIsNoneIsABadRequest(Stack stack) {
        var tenant = Tenant.with(stack, "member");

        var noDate = tenant.job("member", "20240230");
        var nothing = tenant.job("member", "20240229");
        var unknown = tenant.job("nothing", "20240229");

        assertThat(noDate.status()).isEqualTo(400);
        assertThat(noDate.json().path("detail").asText()).contains("20240230");
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.json().path("detail").asText()).contains("member").contains("20240229");
        assertThat(unknown.status()).isEqualTo(404);
    }

    private static String altered(String token) {
        var parts = token.split("\\.", -1);
        var payload =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).replace("tenant", "admin");
        return parts[0] + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + "." + parts[2];
    }
}
