package io.sluice.job.folder;

import io.sluice.web.parameter.PageParameters;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of a list of files.
final class FilesParameters extends PageParameters {
    private static final int HIGHEST_LIMIT = 1_000;

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

    /// The path after which the page begins; empty on the first page.
    String after() {
        return cursor(FilesCursor::read).orElse("");
    }
}
