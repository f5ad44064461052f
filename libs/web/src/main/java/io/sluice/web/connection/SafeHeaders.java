package io.sluice.web.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Keeps answers, which are tenants' data, out of caches, and browsers from guessing their type.
@ApplicationScoped
public class SafeHeaders {
    /// Runs before every handler that may answer.
    private static final int FIRST = 20_000;

    private static final String NO_STORE = "no-store";
    private static final String TYPE_OPTIONS = "X-Content-Type-Options";
    private static final String NO_SNIFF = "nosniff";

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    put(context.response());
                    context.next();
                },
                FIRST);
    }

    static void put(HttpServerResponse response) {
        response.putHeader(HttpHeaderNames.CACHE_CONTROL, NO_STORE).putHeader(TYPE_OPTIONS, NO_SNIFF);
    }

    static void put(HttpHeaders headers) {
        headers.set(HttpHeaderNames.CACHE_CONTROL, NO_STORE).set(TYPE_OPTIONS, NO_SNIFF);
    }
}
