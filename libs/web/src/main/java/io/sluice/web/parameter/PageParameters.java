package io.sluice.web.parameter;

import io.sluice.web.problem.Problems;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of a listing by data date, page by page; a value that cannot be read is a 400 that
/// names its parameter.
public class PageParameters {
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    @QueryParam("from")
    @Parameter(description = "first data date, YYYYMMDD")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "last data date, YYYYMMDD")
    @Nullable
    String to;

    @QueryParam("limit")
    @Parameter(description = "entries on a page, 1 to 200, usually 50")
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "the former page's next")
    @Nullable
    String cursor;

    public DataDateRange dates() {
        return new DataDateRange(DataDates.optional("from", from), DataDates.optional("to", to));
    }

    public int limit() {
        return limit == null ? USUAL_LIMIT : limit(limit);
    }

    /// Where the former page ended; empty on the first page.
    ///
    /// @param reader empty for text that is no cursor
    public <T> Optional<T> cursor(Function<String, Optional<T>> reader) {
        return Optional.ofNullable(cursor)
                .map(text -> reader.apply(text)
                        .orElseThrow(() -> Problems.badRequest(
                                "cursor is \"%s\", expected the next of a former page.".formatted(text))));
    }

    private static int limit(String text) {
        try {
            var number = Integer.parseInt(text);
            if (number >= 1 && number <= HIGHEST_LIMIT) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw badLimit(text);
        }
        throw badLimit(text);
    }

    private static RuntimeException badLimit(String text) {
        return Problems.badRequest("limit is \"%s\", expected a number from 1 to %d.".formatted(text, HIGHEST_LIMIT));
    }
}
