package io.sluice.batch.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sluice.web.address.SignedPaths;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Names the paths of signed addresses.
@ApplicationScoped
class SignedAddressHeaders {
    void register(@Observes Filters filters) {
        SignedPaths.ignoreCredentials(filters, "/v2/uploads/", "/v2/logs/");
    }
}
