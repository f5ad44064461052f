package io.sluice.web.body;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Discards the rest of a body once the request is answered, because many requests are refused before their
/// body is read. Quarkus would go on reading as long as bytes come.
@ApplicationScoped
public class UnreadBodies {
    /// Before everything that may answer.
    private static final int FIRST = 21_000;

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    if (hasBody(context.request())) {
                        // A worker may end the answer.
                        var eventLoop = context.vertx().getOrCreateContext();
                        context.addEndHandler(answered -> eventLoop.runOnContext(run -> discard(context)));
                    }
                    context.next();
                },
                FIRST);
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static void discard(RoutingContext context) {
        BodyIntake.discard(context.vertx(), context.request());
    }
}
