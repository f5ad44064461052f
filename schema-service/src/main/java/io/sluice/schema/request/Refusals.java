package io.sluice.schema.request;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.schema.form.FormError;
import io.sluice.web.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Answers a body that can be read but not accepted.
public final class Refusals {
    private static final int NAMED_IN_DETAIL = 3;

    private Refusals() {}

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
