package io.sluice.schema.request;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.contracts.account.SourceType;
import io.sluice.schema.form.FormError;
import io.sluice.web.problem.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Answers a body that can be read but not accepted.
public final class Refusals {
    private static final int NAMED_IN_DETAIL = 3;

    private Refusals() {}

    /// The 429 for a source that changes too often.
    ///
    /// @param limit changes within an hour
    public static HttpProblem tooManyChanges(SourceType source, int limit, Duration retryAfter) {
        return Problems.tooManyRequests(
                "The source %s changed %d times within the last hour, which is the limit. Try again in %d s."
                        .formatted(source, limit, retryAfter.toSeconds()),
                retryAfter);
    }

    /// The 422 that lists every error.
    ///
    /// @param what begins its sentence, `The account`
    public static HttpProblem refused(String what, List<FormError> errors) {
        var named = errors.stream()
                .limit(NAMED_IN_DETAIL)
                .map(error -> error.field() + ": " + error.message())
                .collect(Collectors.joining("; "));
        var rest = errors.size() - NAMED_IN_DETAIL;
        return Problems.unprocessable(
                "%s is refused: %s%s".formatted(what, named, rest > 0 ? "; and %d more.".formatted(rest) : "."),
                errors.stream()
                        .map(error -> Map.of("field", error.field(), "message", error.message()))
                        .toList());
    }
}
