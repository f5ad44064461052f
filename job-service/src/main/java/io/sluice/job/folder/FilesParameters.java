package io.sluice.job.folder;

import io.sluice.contracts.event.DirectoryObserved.State;
import io.sluice.web.parameter.PageParameters;
import io.sluice.web.problem.Problems;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of a list of files.
final class FilesParameters extends PageParameters {
    private static final int HIGHEST_LIMIT = 1_000;

    @QueryParam("state")
    @Parameter(description = "ignored or waiting")
    @Nullable
    String state;

    @QueryParam("limit")
    @Parameter(
            description = "entries on a page",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "1000"))
    @Nullable
    String limit;

    @Override
    public int limit() {
        return limit(limit, HIGHEST_LIMIT, HIGHEST_LIMIT);
    }

    State state() {
        return switch (state) {
            case "ignored" -> State.IGNORED;
            case "waiting" -> State.WAITING;
            case null ->
                throw Problems.badRequest("The query parameter state is missing, expected ignored or waiting.");
            default -> throw Problems.badRequest("state is \"%s\", expected ignored or waiting.".formatted(state));
        };
    }

    /// The path after which the page of an account begins; empty on the first page.
    String after() {
        return cursor(FilesCursor::read).orElse("");
    }

    /// The place after which the page of all accounts begins.
    AccountFile.Place afterOfAll() {
        return cursor(FilesCursor::readPlace).orElse(AccountFile.Place.START);
    }
}
