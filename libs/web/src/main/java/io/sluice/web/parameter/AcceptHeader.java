package io.sluice.web.parameter;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses a header `Accept` that lists no media types before a resource reads it.
public class AcceptHeader {
    @ServerRequestFilter
    public void check(ContainerRequestContext request) {
        try {
            request.getAcceptableMediaTypes();
        } catch (IllegalArgumentException malformed) {
            throw new NotAcceptableException(malformed);
        }
    }
}
