package io.sluice.batch.access;

import io.quarkus.security.UnauthorizedException;
import io.sluice.web.problem.HttpProblems;
import io.sluice.web.problem.Problems;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Tells an unauthenticated caller which credentials this service takes. Many clients send Basic credentials
/// only after such a challenge (RFC 9110, 11.6.1). Basic comes first, in its own header line: some clients
/// read only that one.
///
/// A signed address asks for no credentials: they would change nothing, and a browser would show a login.
public class Challenges {
    private static final List<Object> SCHEMES = List.of("Basic realm=\"Sluice\", charset=\"UTF-8\"", "Bearer");

    @ServerExceptionMapper(priority = HttpProblems.FIRST - 1)
    public Response noCredentials(UnauthorizedException missing, ContainerRequestContext request) {
        return HttpProblems.answer(
                request,
                Problems.unauthorized(
                        "%s %s needs credentials: send client key and API token as Basic credentials (curl -u <client key>:<API token>), or the header \"Authorization: Bearer <token>\"."
                                .formatted(request.getMethod(), HttpProblems.path(request))));
    }

    @ServerResponseFilter
    public void offer(UriInfo address, ContainerResponseContext answer) {
        if (answer.getStatus() == Response.Status.UNAUTHORIZED.getStatusCode()
                && !SignedAddressHeaders.isSigned(address.getPath())) {
            answer.getHeaders().put(HttpHeaders.WWW_AUTHENTICATE, SCHEMES);
        }
    }
}
