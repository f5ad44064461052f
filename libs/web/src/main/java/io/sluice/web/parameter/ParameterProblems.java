package io.sluice.web.parameter;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.web.problem.HttpProblems;
import io.sluice.web.problem.Problems;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers malformed parameters: 404 for one in the path, 400 for one in the query.
public class ParameterProblems {
    @ServerExceptionMapper(priority = HttpProblems.FIRST)
    public Response malformed(MalformedParameterException malformed, ContainerRequestContext request) {
        return HttpProblems.answer(request, problem(malformed, request));
    }

    private static HttpProblem problem(MalformedParameterException malformed, ContainerRequestContext request) {
        if (!malformed.isInPath()) {
            return Problems.badRequest("%s is \"%s\", expected %s."
                    .formatted(
                            malformed.name(), malformed.text(), malformed.form().expected()));
        }
        return switch (malformed.form()) {
            case ACCOUNT -> Problems.noAccount(malformed.text());
            case SOURCE ->
                Problems.noSource(
                        String.valueOf(request.getUriInfo().getPathParameters().getFirst("accuid")), malformed.text());
            case JOB ->
                Problems.notFound(
                        "\"%s\" is no job id, expected 32 lower-case hex digits.".formatted(malformed.text()));
            case DATA_DATE ->
                Problems.notFound("\"%s\" is no data date, expected %s."
                        .formatted(malformed.text(), malformed.form().expected()));
        };
    }
}
