package io.sluice.schema.request;

import io.sluice.web.problem.Problems;

/// Reads ids in paths that have no form of their own.
public final class PathTexts {
    private PathTexts() {}

    /// An id that is stored as it comes; PostgreSQL takes no NUL.
    ///
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 404 for text with control characters, which names
    /// nothing
    public static String printable(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw Problems.notFound("There is nothing of the name \"%s\".".formatted(text));
        }
        return text;
    }
}
