package io.sluice.devstack.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The gateway's own answers, as problem+json. Below `/v2` they have the keys of batch-service, too: clients
/// of the Batch API show `message` alone.
final class GatewayProblem {

    private static final ObjectMapper JSON = new ObjectMapper();

    private GatewayProblem() {}

    static Buffer of(int status, String title, String detail, HttpServerRequest request) {
        String path = String.valueOf(request.path());
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("status", status);
        problem.put("title", title);
        problem.put("detail", detail);
        problem.put("instance", path);
        if (path.equals("/v2") || path.startsWith("/v2/")) {
            problem.put("message", detail);
            problem.put("code", status);
            problem.put("developerMessage", "%d %s: %s".formatted(status, title, detail));
            problem.put("moreInfo", "The chapter Batches of docs/tenants.md describes each answer.");
        }
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(problem));
        } catch (JsonProcessingException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
