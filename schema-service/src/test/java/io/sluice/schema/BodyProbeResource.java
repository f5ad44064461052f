package io.sluice.schema;

import io.sluice.contracts.account.AccountId;
import io.sluice.schema.request.LargeBodies;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Shows on which thread a large body is parsed.
@Path("/probe/body")
public class BodyProbeResource {
    private static final AccountId ACCOUNT = new AccountId("probe");

    private final LargeBodies bodies;

    BodyProbeResource(LargeBodies bodies) {
        this.bodies = bodies;
    }

    /// A body that notes who makes it.
    public static final class Probe {
        @Nullable
        public String text;

        private final String thread = Thread.currentThread().getName();
    }

    @POST
    @PermitAll
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(hidden = true)
    public Uni<String> parse(@Context HttpServerRequest request) {
        return bodies.form(ACCOUNT, request, Probe.class).map(form -> form.body().thread);
    }
}
