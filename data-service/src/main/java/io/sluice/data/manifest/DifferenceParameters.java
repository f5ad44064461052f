package io.sluice.data.manifest;

import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.web.parameter.PageParameters;
import io.sluice.web.problem.Problems;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which versions of a day are compared, and which page of the rows that differ is shown.
final class DifferenceParameters extends PageParameters {
    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 1_000;

    @QueryParam("date")
    @Parameter(required = true, description = "data date")
    @Nullable
    DataDate date;

    @QueryParam("from_job")
    @Parameter(description = "the job of the earlier version; by default that before the later one")
    @Nullable
    JobId fromJob;

    @QueryParam("to_job")
    @Parameter(description = "the job of the later version; by default the current one")
    @Nullable
    JobId toJob;

    @QueryParam("limit")
    @Parameter(
            description = "rows on a page",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100"))
    @Nullable
    String limit;

    @Override
    public int limit() {
        return limit(limit, USUAL_LIMIT, HIGHEST_LIMIT);
    }

    DataDate date() {
        if (date == null) {
            throw Problems.badRequest("date is missing, expected a data date YYYYMMDD.");
        }
        return date;
    }

    /// The job of the earlier version, when it is named.
    Optional<JobId> from() {
        return named("from_job", fromJob, place().map(DifferenceCursor::from));
    }

    /// The job of the later version, when it is named.
    Optional<JobId> to() {
        return named("to_job", toJob, place().map(DifferenceCursor::to));
    }

    /// Where the previous page ended.
    Optional<DifferenceCursor> place() {
        return cursor(DifferenceCursor::read);
    }

    private static Optional<JobId> named(String name, @Nullable JobId job, Optional<JobId> ofCursor) {
        if (job != null && ofCursor.isPresent() && !ofCursor.get().equals(job)) {
            throw Problems.badRequest("%s is %s, expected %s, which the cursor goes on with, or none."
                    .formatted(name, job, ofCursor.get()));
        }
        return ofCursor.or(() -> Optional.ofNullable(job));
    }
}
