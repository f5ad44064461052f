package io.sluice.web.address;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import java.util.stream.Stream;

/// Ignores headers that mean nothing at signed addresses, as object stores do.
///
/// | header | why |
/// |---|---|
/// | `Authorization` | the address needs no credentials, so an expired token must not refuse the request |
/// | `Accept` | the answer has one form, and clients send the same header with all their requests |
public final class SignedPaths {
    private static final int EARLY = 14_000;

    private SignedPaths() {}

    /// Ignores them from now on.
    ///
    /// @param beginnings of the paths of signed addresses
    public static void ignoreHeaders(Filters filters, String... beginnings) {
        var signed = beginnings.clone();
        filters.register(
                context -> {
                    var path = context.request().path();
                    if (path != null && Stream.of(signed).anyMatch(path::startsWith)) {
                        context.request()
                                .headers()
                                .remove(HttpHeaders.AUTHORIZATION)
                                .remove(HttpHeaders.ACCEPT);
                    }
                    context.next();
                },
                EARLY);
    }
}
