package io.sluice.web.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/// Answers what the framework refuses before a resource method runs: unknown paths, methods, media types,
/// unreadable JSON.
public class HttpProblems {
    /// Goes before the mappers of the problem extension (999) and of Quarkus itself, which say less.
    public static final int FIRST = 500;

    @ServerExceptionMapper(priority = FIRST)
    public Response notFound(NotFoundException missing, ContainerRequestContext request) {
        return answer(request, Problems.notFound("There is nothing at %s.".formatted(path(request))));
    }

    @ServerExceptionMapper(priority = FIRST)
    public Response notAllowed(NotAllowedException refused, ContainerRequestContext request) {
        var allowed = Offered.at(context(request)).methods();
        return answer(
                request,
                HttpProblem.builder()
                        .withStatus(Response.Status.METHOD_NOT_ALLOWED)
                        .withTitle("Method Not Allowed")
                        .withDetail("%s is not possible at %s, expected %s."
                                .formatted(request.getMethod(), path(request), allowed))
                        .withHeader(HttpHeaders.ALLOW, allowed)
                        .build());
    }

    @ServerExceptionMapper(priority = FIRST)
    public Response notAcceptable(NotAcceptableException refused, ContainerRequestContext request) {
        return answer(
                request,
                HttpProblem.builder()
                        .withStatus(Response.Status.NOT_ACCEPTABLE)
                        .withTitle("Not Acceptable")
                        .withDetail("The header Accept asks for %s, which %s does not give; ask for %s."
                                .formatted(
                                        request.getHeaderString(HttpHeaders.ACCEPT),
                                        path(request),
                                        Offered.at(context(request)).mediaTypes(request.getMethod())))
                        .build());
    }

    @ServerExceptionMapper(priority = FIRST)
    public Response notSupported(NotSupportedException refused, ContainerRequestContext request) {
        var sent = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        return answer(
                request,
                Problems.unsupportedMediaType("The header Content-Type is %s, which %s does not take."
                        .formatted(sent == null ? "missing" : sent.replaceFirst(" *;.*", ""), path(request))));
    }

    /// Each class is named because Quarkus or the extension has a mapper for exactly that one.
    @ServerExceptionMapper(
            priority = FIRST,
            value = {
                JsonProcessingException.class,
                JsonMappingException.class,
                MismatchedInputException.class,
                InvalidFormatException.class,
                UnrecognizedPropertyException.class
            })
    public Response json(JsonProcessingException refused, ContainerRequestContext request) {
        return answer(request, JsonProblems.of(refused));
    }

    @ServerExceptionMapper(priority = FIRST)
    public Response other(WebApplicationException refused, ContainerRequestContext request) {
        if (refused.getCause() instanceof JsonProcessingException json) {
            return json(json, request);
        }
        var status = refused.getResponse().getStatusInfo();
        return answer(
                request,
                HttpProblem.builder()
                        .withStatus(status)
                        .withTitle(status.getReasonPhrase())
                        .withDetail("%s %s was refused.".formatted(request.getMethod(), path(request)))
                        .build());
    }

    /// The problem as the answer to the request.
    public static Response answer(ContainerRequestContext request, HttpProblem problem) {
        return HttpProblem.builder(problem)
                .withInstance(instance(path(request)))
                .build()
                .toResponse();
    }

    /// The path alone: the address at which a gateway reaches the service stays internal.
    private static URI instance(String path) {
        return path.startsWith("//") ? URI.create("/") : URI.create(path);
    }

    /// The path of the request; its whole address needs the header `Host`, which HTTP/1.0 does not have.
    public static String path(ContainerRequestContext request) {
        return context(request).serverRequest().getRequestPath();
    }

    private static ResteasyReactiveRequestContext context(ContainerRequestContext request) {
        return (ResteasyReactiveRequestContext)
                ((ResteasyReactiveContainerRequestContext) request).getServerRequestContext();
    }
}
