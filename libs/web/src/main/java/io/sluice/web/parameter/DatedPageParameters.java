package io.sluice.web.parameter;

import io.sluice.contracts.file.DataDate;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of a listing by data date.
public class DatedPageParameters extends PageParameters {
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    @QueryParam("from")
    @Parameter(description = "first data date")
    @Nullable
    DataDate from;

    @QueryParam("to")
    @Parameter(description = "last data date")
    @Nullable
    DataDate to;

    @QueryParam("limit")
    @Parameter(
            description = "entries on a page",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @Nullable
    String limit;

    public DataDateRange dates() {
        return new DataDateRange(Optional.ofNullable(from), Optional.ofNullable(to));
    }

    @Override
    public int limit() {
        return limit(limit, USUAL_LIMIT, HIGHEST_LIMIT);
    }
}
