package io.sluice.web.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Makes the problems (RFC 9457) that resources throw. The detail says what is wrong and what to do.
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

    /// The token was revoked.
    public static HttpProblem revoked(String tokenId) {
        return unauthorized("The token %s was revoked. Ask the platform team for a new one.".formatted(tokenId));
    }

    public static HttpProblem forbidden(String detail) {
        return problem(403, "Forbidden", detail);
    }

    public static HttpProblem notFound(String detail) {
        return problem(404, "Not Found", detail);
    }

    /// The account of the path is unknown.
    ///
    /// @param account as it stands in the path
    public static HttpProblem noAccount(Object account) {
        return notFound("There is no account \"%s\".".formatted(account));
    }

    /// The account of the path has no such source.
    ///
    /// @param sourceType as it stands in the path
    public static HttpProblem noSource(Object account, Object sourceType) {
        return notFound("Account %s has no source \"%s\". Its sources are listed at /v1/%s/sources."
                .formatted(account, sourceType, account));
    }

    public static HttpProblem conflict(String detail) {
        return problem(409, "Conflict", detail);
    }

    public static HttpProblem preconditionFailed(String detail) {
        return problem(412, "Precondition Failed", detail);
    }

    /// Tells the client to send no more of the body on this connection.
    public static HttpProblem tooLarge(String detail) {
        return HttpProblem.builder()
                .withStatus(413)
                .withTitle("Content Too Large")
                .withDetail(detail)
                .withHeader("Connection", "close")
                .build();
    }

    public static HttpProblem unsupportedMediaType(String detail) {
        return problem(415, "Unsupported Media Type", detail);
    }

    /// The header `Range` asks for bytes that a file does not have.
    ///
    /// @param size of the file
    public static HttpProblem rangeNotSatisfiable(long size) {
        return HttpProblem.builder()
                .withStatus(Status.REQUESTED_RANGE_NOT_SATISFIABLE)
                .withTitle("Range Not Satisfiable")
                .withDetail("The file has %,d bytes, and Range asks for none of them.".formatted(size))
                .withHeader("Content-Range", "bytes */%d".formatted(size))
                .build();
    }

    /// A body that can be read but not accepted.
    ///
    /// @param errors one entry for each thing to fix, e.g. `{"field": "schema[2].type", "message": "…"}`
    public static HttpProblem unprocessable(String detail, List<Map<String, String>> errors) {
        return HttpProblem.builder()
                .withStatus(422)
                .withTitle("Unprocessable Content")
                .withDetail(detail)
                .with("errors", errors)
                .build();
    }

    /// A limit of the account is reached. Says when to try again, too.
    public static HttpProblem tooManyRequests(String detail, Duration retryAfter) {
        return HttpProblem.builder()
                .withStatus(Status.TOO_MANY_REQUESTS)
                .withTitle("Too Many Requests")
                .withDetail(detail)
                .withHeader("Retry-After", Long.toString(retryAfter.toSeconds()))
                .build();
    }

    /// The body does not arrive in time. The connection ends, since the rest of the body may still come.
    public static HttpProblem requestTimeout(String detail) {
        return HttpProblem.builder()
                .withStatus(Status.REQUEST_TIMEOUT)
                .withTitle("Request Timeout")
                .withDetail(detail)
                .withHeader("Connection", "close")
                .build();
    }

    /// The header `Retry-After` says 5 s.
    public static HttpProblem unavailable(String detail) {
        return unavailable(detail, Duration.ofSeconds(5));
    }

    public static HttpProblem unavailable(String detail, Duration retryAfter) {
        return HttpProblem.builder()
                .withStatus(Status.SERVICE_UNAVAILABLE)
                .withTitle("Service Unavailable")
                .withDetail(detail)
                .withHeader("Retry-After", Long.toString(retryAfter.toSeconds()))
                .build();
    }

    private static HttpProblem problem(int status, String title, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail)
                .build();
    }
}
