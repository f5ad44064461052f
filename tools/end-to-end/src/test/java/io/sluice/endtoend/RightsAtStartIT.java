package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.devstack.demo.Api;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each service starts while something that it needs is unavailable. What each kind of token is answered then
/// is in the table of the page about rights.
@Tag("server-blind")
@ExtendWith(SharedStack.class)
@ResourceLock(SharedStack.PARTS)
class RightsAtStartIT {
    private static final List<Part> SERVICES =
            List.of(Part.SCHEMA_SERVICE, Part.JOB_SERVICE, Part.VALIDATOR_SERVICE, Part.SFTP_WATCHER);

    private final Stack stack;
    private final HttpClient http = HttpClient.newHttpClient();

    RightsAtStartIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void noRightFailsOpenWithoutKafka() throws Exception {
        startsWithout(Part.KAFKA);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "OBJECT_STORE"})
    void noRightFailsOpenWithout(Part part) throws Exception {
        startsWithout(part);
    }

    private void startsWithout(Part part) throws Exception {
        var callers = callers();
        stack.kill(part);
        try {
            restartServices();
            if (part != Part.KAFKA) {
                // The account facts come from Kafka, a moment after the start.
                for (var service : List.of(Part.SCHEMA_SERVICE, Part.JOB_SERVICE, Part.VALIDATOR_SERVICE)) {
                    await(service + " knows the accounts")
                            .atMost(Tenant.LIMIT)
                            .until(() -> "401".equals(answer(service, Objects.requireNonNull(callers.get("revoked")))));
                }
            }
            new PageSection("docs/operations/rights.md", "start without " + part.label()).is(table(callers));
        } finally {
            stack.bringBack(part);
            SERVICES.forEach(service -> await(service + " is ready")
                    .atMost(Tenant.LIMIT)
                    .ignoreExceptions()
                    .until(() -> health(service, "ready") == 200));
        }
    }

    private String table(Map<String, Caller> callers) throws Exception {
        var table = new StringBuilder("| service |");
        callers.keySet().forEach(name -> table.append(' ').append(name).append(" |"));
        table.append("\n|---|").append("---|".repeat(callers.size())).append('\n');
        for (var service : SERVICES) {
            table.append("| ").append(service.label()).append(" |");
            for (var caller : callers.values()) {
                table.append(' ').append(answer(service, caller)).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    /// @param account the account of the request's path
    private record Caller(String account, String token) {}

    private Map<String, Caller> callers() throws IOException {
        var tenant = Tenant.with(stack, "member");
        var suspended = Tenant.with(stack, "member");
        var admin = new Api(stack.url(), stack.adminToken());
        var revoked = admin.post("/v1/accounts/" + tenant.accountId + "/tokens", "{}")
                .expect(201)
                .json();
        admin.delete("/v1/accounts/" + tenant.accountId + "/tokens/"
                        + revoked.path("token_id").asText())
                .expect(204);
        admin.delete("/v1/accounts/" + suspended.accountId).expect(200);
        var callers = new LinkedHashMap<String, Caller>();
        callers.put("valid", new Caller(tenant.accountId, tenant.token));
        callers.put(
                "revoked", new Caller(tenant.accountId, revoked.path("token").asText()));
        callers.put("of a suspended account", new Caller(suspended.accountId, suspended.token));
        callers.put(
                "of an unknown account",
                new Caller(
                        "just-made",
                        ForgedTokens.like(stack, tenant.token, claims -> claims.put("accuid", "just-made"))));
        callers.put("of an administrator", new Caller(tenant.accountId, stack.adminToken()));
        // What is not published is not known after the restart, either.
        await("all is published")
                .atMost(Tenant.LIMIT)
                .until(() -> answer(Part.JOB_SERVICE, Objects.requireNonNull(callers.get("revoked")))
                                .equals("401")
                        && answer(Part.JOB_SERVICE, Objects.requireNonNull(callers.get("of a suspended account")))
                                .equals("403"));
        return callers;
    }

    private void restartServices() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SERVICES.forEach(service -> threads.execute(() -> {
                stack.stop(service);
                stack.startAgain(service);
            }));
        }
        SERVICES.forEach(service -> await(service + " answers")
                .atMost(Tenant.LIMIT)
                .ignoreExceptions()
                .until(() -> health(service, "live") == 200));
    }

    /// The status; each 503 says when to try again.
    private String answer(Part service, Caller caller) throws IOException, InterruptedException {
        var account = "/v1/" + caller.account();
        var answer = switch (service) {
            case SCHEMA_SERVICE -> get(service, account + "/sources", caller.token());
            case JOB_SERVICE -> get(service, account + "/sources/member/jobs", caller.token());
            case SFTP_WATCHER -> get(service, account + "/archive", caller.token());
            case VALIDATOR_SERVICE -> dryRun(account + "/sources/member/validate", caller.token());
            default -> throw new IllegalArgumentException(service + " answers no tenant");
        };
        if (answer.statusCode() == 503) {
            assertThat(answer.headers().firstValue("Retry-After"))
                    .as("%s: %s", service, answer.body())
                    .isPresent();
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
        return Integer.toString(answer.statusCode());
    }

    private HttpResponse<String> get(Part service, String path, String token) throws IOException, InterruptedException {
        return http.send(request(service, path, token).GET().build(), BodyHandlers.ofString());
    }

    private int health(Part service, String kind) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(stack.managementUrl(service).resolve("/q/health/" + kind))
                .timeout(Duration.ofSeconds(30))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private HttpResponse<String> dryRun(String path, String token) throws IOException, InterruptedException {
        return http.send(
                request(Part.VALIDATOR_SERVICE, path, token)
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString("id,name,birthdate,address,phone\n"))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(Part service, String path, String token) {
        var request =
                HttpRequest.newBuilder(URI.create(stack.url(service) + path)).timeout(Duration.ofSeconds(30));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
}
