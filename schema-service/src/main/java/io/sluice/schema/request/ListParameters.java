package io.sluice.schema.request;

import io.sluice.web.parameter.PageParameters;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of lists of accounts and of versions.
public class ListParameters extends PageParameters {
    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 500;

    @QueryParam("limit")
    @Parameter(
            description = "entries on a page",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "100"))
    @Nullable
    String limit;

    @Override
    public int limit() {
        return limit(limit, USUAL_LIMIT, HIGHEST_LIMIT);
    }
}
