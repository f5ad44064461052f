package io.sluice.web.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Map;

/// Makes the problems (RFC 9457) that use cases and resources throw; the detail is a sentence that helps.
public final class Problems {
    private Problems() {}

    public static HttpProblem badRequest(String detail) {
        return problem(400, "Bad Request", detail);
    }

    public static HttpProblem unauthorized(String detail) {
        return HttpProblem.builder()
                .withStatus(Status.UNAUTHORIZED)
                .withTitle("Unauthorized")
                .withDetail(detail)
                .withHeader("WWW-Authenticate", "Bearer")
                .build();
    }

    public static HttpProblem forbidden(String detail) {
        return problem(403, "Forbidden", detail);
    }

    public static HttpProblem notFound(String detail) {
        return problem(404, "Not Found", detail);
    }

    public static HttpProblem conflict(String detail) {
        return problem(409, "Conflict", detail);
    }

    public static HttpProblem preconditionFailed(String detail) {
        return problem(412, "Precondition Failed", detail);
    }

    public static HttpProblem tooLarge(String detail) {
        return problem(413, "Content Too Large", detail);
    }

    public static HttpProblem unsupportedMediaType(String detail) {
        return problem(415, "Unsupported Media Type", detail);
    }

    /// A body that can be read but not accepted.
    ///
    /// @param errors one entry for each thing to mend, e.g. `{"field": "schema[2].type", "message": "…"}`
    public static HttpProblem unprocessable(String detail, List<Map<String, String>> errors) {
        return HttpProblem.builder()
                .withStatus(422)
                .withTitle("Unprocessable Content")
                .withDetail(detail)
                .with("errors", errors)
                .build();
    }

    public static HttpProblem unavailable(String detail) {
        return problem(503, "Service Unavailable", detail);
    }

    private static HttpProblem problem(int status, String title, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail)
                .build();
    }
}
