package io.sluice.web.parameter;

import io.sluice.web.problem.Problems;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of every listing that comes page by page; a value that cannot be read is a 400 that
/// names its parameter.
///
/// A subclass declares `limit`, so that the API description shows the bounds of that listing.
public abstract class PageParameters {
    @QueryParam("cursor")
    @Parameter(description = "where the previous page ended, as its next said")
    @Nullable
    String cursor;

    /// How many entries one page holds.
    public abstract int limit();

    /// Where the previous page ended; empty on the first page.
    ///
    /// @param reader empty for text that is no cursor
    public <T> Optional<T> cursor(Function<String, Optional<T>> reader) {
        return Optional.ofNullable(cursor)
                .map(text -> reader.apply(text)
                        .orElseThrow(() -> Problems.badRequest(
                                "cursor is \"%s\", expected the next of a previous page.".formatted(text))));
    }

    /// Reads the parameter `limit`.
    ///
    /// @param text absent: the usual limit
    protected static int limit(@Nullable String text, int usual, int highest) {
        if (text == null) {
            return usual;
        }
        if (text.matches("[0-9]{1,6}")) {
            var number = Integer.parseInt(text);
            if (number >= 1 && number <= highest) {
                return number;
            }
        }
        throw Problems.badRequest("limit is \"%s\", expected a number from 1 to %d.".formatted(text, highest));
    }
}
