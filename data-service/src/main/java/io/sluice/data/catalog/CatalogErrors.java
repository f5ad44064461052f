package io.sluice.data.catalog;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Gives every problem below `/iceberg` the form of the Iceberg REST protocol, whose clients show its
/// `message`. The files of tables have that of S3.
public class CatalogErrors {
    private static final String CATALOG = "iceberg/";
    private static final String FILES = "iceberg/files/";

    @ServerResponseFilter
    public void translate(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof HttpProblem problem && isOfCatalog(request)) {
            response.setEntity(
                    CatalogJson.error(
                            problem.getStatusCode(),
                            type(problem.getStatusCode()),
                            Objects.requireNonNullElse(problem.getDetail(), problem.getTitle())),
                    new Annotation[0],
                    MediaType.APPLICATION_JSON_TYPE);
            // A problem that a resource throws has named its own media type.
            response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_TYPE);
        }
    }

    private static boolean isOfCatalog(ContainerRequestContext request) {
        var path = request.getUriInfo().getPath().replaceFirst("^/+", "");
        return path.startsWith(CATALOG) && !path.startsWith(FILES);
    }

    /// The exception that clients throw.
    private static String type(int status) {
        return switch (status) {
            case 401 -> "NotAuthorizedException";
            case 403 -> "ForbiddenException";
            case 404 -> "NotFoundException";
            case 405, 406, 415 -> "UnsupportedOperationException";
            case 503 -> "ServiceUnavailableException";
            default -> status < 500 ? "BadRequestException" : "ServiceFailureException";
        };
    }
}
