package io.sluice.web.address;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import java.util.stream.Stream;

/// Ignores credentials at signed addresses, which need none: a token that has expired meanwhile must not
/// refuse the request.
public final class SignedPaths {
    private static final int EARLY = 14_000;

    private SignedPaths() {}

    /// Ignores them from now on.
    ///
    /// @param beginnings of the paths of signed addresses
    public static void ignoreCredentials(Filters filters, String... beginnings) {
        var signed = beginnings.clone();
        filters.register(
                context -> {
                    var path = context.request().path();
                    if (path != null && Stream.of(signed).anyMatch(path::startsWith)) {
                        context.request().headers().remove(HttpHeaders.AUTHORIZATION);
                    }
                    context.next();
                },
                EARLY);
    }
}
