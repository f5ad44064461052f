package io.sluice.batch.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Ignores credentials at signed addresses, which need none: a token that has expired meanwhile must not
/// refuse an upload.
@ApplicationScoped
class SignedAddressHeaders {
    private static final int EARLY = 14_000;

    void register(@Observes Filters filters) {
        filters.register(SignedAddressHeaders::ignore, EARLY);
    }

    private static void ignore(RoutingContext context) {
        var path = context.request().path();
        if (path != null && (path.startsWith("/v2/uploads/") || path.startsWith("/v2/logs/"))) {
            context.request().headers().remove(HttpHeaders.AUTHORIZATION);
        }
        context.next();
    }
}
