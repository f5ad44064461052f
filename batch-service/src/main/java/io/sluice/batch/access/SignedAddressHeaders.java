package io.sluice.batch.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sluice.web.address.SignedPaths;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.stream.Stream;

/// Knows the paths of signed addresses.
@ApplicationScoped
class SignedAddressHeaders {
    private static final String[] BEGINNINGS = {"/v2/uploads/", "/v2/logs/"};

    void register(@Observes Filters filters) {
        SignedPaths.ignoreHeaders(filters, BEGINNINGS);
    }

    static boolean isSigned(String path) {
        return Stream.of(BEGINNINGS).anyMatch(path::startsWith);
    }
}
