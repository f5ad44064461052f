package io.sluice.schema.form;

import io.sluice.web.problem.Problems;
import org.jspecify.annotations.Nullable;

/// How much of a list is asked for.
///
/// @param limit 1 to 500
/// @param cursor where the former page ended, as its `next` said; empty: from the beginning
public record Page(int limit, String cursor) {
    private static final int MOST = 500;
    private static final int USUAL = 100;

    /// Reads the parameters `limit` and `cursor`.
    ///
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 when the limit is no number from 1 to 500
    public static Page of(@Nullable String limit, @Nullable String cursor) {
        if (cursor != null && !cursor.matches("[a-z0-9-]{0,32}")) {
            throw Problems.badRequest("The cursor is \"%s\", expected what next said.".formatted(cursor));
        }
        return new Page(limit == null ? USUAL : parse(limit), cursor == null ? "" : cursor);
    }

    private static int parse(String limit) {
        if (limit.matches("[0-9]{1,6}")) {
            var number = Integer.parseInt(limit);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        }
        throw Problems.badRequest("The limit is \"%s\", expected a number from 1 to %d.".formatted(limit, MOST));
    }
}
