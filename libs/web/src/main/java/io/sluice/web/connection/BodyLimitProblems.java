package io.sluice.web.connection;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Answers a declared length that is too large at once. The server itself counts the bodies that declare
/// none; [BareAnswers] completes its answer.
@ApplicationScoped
public class BodyLimitProblems {
    /// Before the server's own check of the length, which answers without a body.
    private static final int EARLY = 10_000;

    private static final int MAX_DIGITS = 18;

    private final long maxBodySize;

    BodyLimitProblems(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.maxBodySize = maxBodySize.asLongValue();
    }

    void checkLength(@Observes Filters filters) {
        filters.register(this::checkLength, EARLY);
    }

    private void checkLength(RoutingContext context) {
        var sent = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (sent != null && sent.matches("[0-9]+") && isTooLong(sent)) {
            ServerProblems.answer(
                    context, 413, "The body has %s bytes, expected at most %d.".formatted(sent, maxBodySize));
        } else {
            context.next();
        }
    }

    private boolean isTooLong(String length) {
        return length.length() > MAX_DIGITS || Long.parseLong(length) > maxBodySize;
    }
}
