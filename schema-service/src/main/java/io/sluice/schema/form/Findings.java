package io.sluice.schema.form;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.web.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Collects all that is wrong with a request body, so that its sender can mend it in one go.
public final class Findings {
    private static final int NAMED_IN_DETAIL = 3;

    private final List<Finding> found = new ArrayList<>();

    /// One thing that is wrong.
    ///
    /// @param field the key in JSON terms, `contacts[1]`
    /// @param message the value and what was expected
    public record Finding(String field, String message) {}

    public void add(String field, String message) {
        found.add(new Finding(field, message));
    }

    public List<Finding> all() {
        return List.copyOf(found);
    }

    /// Ends the request when something is wrong.
    ///
    /// @throws HttpProblem 422 that lists every finding, when there is one
    public void refuse(String what) {
        if (!found.isEmpty()) {
            throw problem(what);
        }
    }

    /// The 422 that lists every finding.
    public HttpProblem problem(String what) {
        var named = found.stream()
                .limit(NAMED_IN_DETAIL)
                .map(finding -> finding.field() + ": " + finding.message())
                .collect(Collectors.joining("; "));
        var rest = found.size() - NAMED_IN_DETAIL;
        return Problems.unprocessable(
                "%s is refused: %s%s".formatted(what, named, rest > 0 ? "; and %d more.".formatted(rest) : "."),
                found.stream()
                        .map(finding -> Map.of("field", finding.field(), "message", finding.message()))
                        .toList());
    }
}
