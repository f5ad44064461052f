package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Asks every endpoint that the services document with tokens of every scope and every role, and compares who
/// is let in with the table of the page about rights.
@Tag("server-blind")
@ExtendWith(SharedStack.class)
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class RightsOfEndpointsIT {
    private static final Pattern PATH = Pattern.compile("  (/.*):");
    private static final Pattern METHOD = Pattern.compile("    (get|post|put|patch|delete):");
    /// Administrators and services ask for it, so that nothing is changed.
    private static final String NO_ACCOUNT = "nobody-at-all";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void everyEndpointLetsInWhomThePageNames(Stack stack) throws IOException {
        var tenant = Tenant.with(stack, "member");
        var callers = callers(stack, tenant);
        var table = new StringBuilder("| endpoint |");
        callers.keySet().forEach(caller -> table.append(' ').append(caller).append(" |"));
        table.append("\n|---|").append("---|".repeat(callers.size())).append('\n');

        for (var service : Part.services()) {
            for (var operation : operations(service)) {
                table.append("| `%s` of %s |".formatted(operation, service.label()));
                callers.forEach((caller, token) -> table.append(' ')
                        .append(cell(stack.url(service), operation, caller, tenant, token))
                        .append(" |"));
                table.append('\n');
            }
        }

        assertThat(table).doesNotContain(" 5").contains("/internal/sftp-accounts");
        new PageSection("docs/operations/rights.md", "endpoints").is(table.toString());
    }

    private static Map<String, String> callers(Stack stack, Tenant tenant) throws IOException {
        var callers = new LinkedHashMap<String, String>();
        for (var scope : List.of("read", "write", "read write", "data")) {
            callers.put(
                    "tenant `" + scope + "`",
                    ForgedTokens.like(stack, tenant.token, claims -> claims.put("scope", scope)));
        }
        callers.put("tenant, no scope", ForgedTokens.like(stack, tenant.token, claims -> claims.remove("scope")));
        for (var role :
                List.of("admin", "sftp-server", "validator-service", "job-service", "data-service", "service")) {
            callers.put(
                    "`" + role + "`",
                    ForgedTokens.like(
                            stack,
                            stack.adminToken(),
                            claims -> claims.set(
                                    "groups",
                                    JsonNodeFactory.instance.arrayNode().add(role))));
        }
        callers.put("no token", "");
        return callers;
    }

    private static List<Operation> operations(Part service) throws IOException {
        var document = Checkout.root().resolve("docs/api").resolve(service.label() + ".yaml");
        if (!Files.exists(document)) {
            return List.of();
        }
        var operations = new ArrayList<Operation>();
        var path = "";
        for (var line : Files.readAllLines(document)) {
            var beginsPath = PATH.matcher(line);
            var beginsMethod = METHOD.matcher(line);
            if (beginsPath.matches()) {
                path = beginsPath.group(1);
            } else if (beginsMethod.matches()) {
                operations.add(new Operation(beginsMethod.group(1).toUpperCase(Locale.ROOT), path));
            }
        }
        return operations;
    }

    /// Asks again after 503: events arrive late for a moment once another test has stopped a part.
    private String cell(URI service, Operation operation, String caller, Tenant tenant, String token) {
        return await("an answer to " + operation)
                .pollDelay(Duration.ZERO)
                .atMost(Tenant.LIMIT)
                .until(() -> answer(service, operation, caller, tenant, token), cell -> !cell.equals("503"));
    }

    private String answer(URI service, Operation operation, String caller, Tenant tenant, String token) {
        var account = caller.startsWith("tenant") ? tenant.accountId : NO_ACCOUNT;
        var request = HttpRequest.newBuilder(service.resolve(operation.of(account)))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(
                        operation.method(),
                        BodyPublishers.ofString(operation.method().equals("GET") ? "" : "{}"));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        // The stream of live events has no end.
        try (var body = http.sendAsync(request.build(), BodyHandlers.ofInputStream())
                .thenApply(answer -> new Body(answer.statusCode(), answer.body()))
                .join()) {
            return switch (body.status()) {
                case 401, 403 -> Integer.toString(body.status());
                default -> body.status() < 500 ? "yes" : Integer.toString(body.status());
            };
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }

    private record Body(int status, java.io.InputStream content) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            content.close();
        }
    }

    private record Operation(String method, String path) {
        String of(String account) {
            return Stream.of(path.split("/", -1))
                    .map(part -> switch (part) {
                        case "{accuid}" -> account;
                        case "{source_type}" -> "member";
                        case "{job_id}" -> "0".repeat(32);
                        case "{version}" -> "1";
                        case "{date}" -> "20200125";
                        default -> part.startsWith("{") ? "none" : part;
                    })
                    .collect(Collectors.joining("/"));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
