package io.sluice.web.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Answers bodies that are too large, which the HTTP server refuses before REST sees them.
@ApplicationScoped
public class BodyLimitProblems {
    /// Before the server's own check of the length, which answers without a body.
    private static final int EARLY = 10_000;

    private final long maxBodySize;

    BodyLimitProblems(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.maxBodySize = maxBodySize.asLongValue();
    }

    void checkLength(@Observes Filters filters) {
        filters.register(this::checkLength, EARLY);
    }

    private void checkLength(RoutingContext context) {
        var sent = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (sent != null && sent.matches("[0-9]{1,18}") && Long.parseLong(sent) > maxBodySize) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            context.response()
                    .setStatusCode(413)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                    .end(JsonObject.of(
                                    "status",
                                    413,
                                    "title",
                                    "Content Too Large",
                                    "detail",
                                    "The body has %s bytes, expected at most %d.".formatted(sent, maxBodySize))
                            .encode());
        } else {
            context.next();
        }
    }
}
