package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.web.parameter.PageParameters;
import io.sluice.web.problem.Problems;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of a listing over all sources.
final class JobListParameters extends PageParameters {
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 200;

    @QueryParam("status")
    @Parameter(description = "processing, success or failed")
    @Nullable
    String status;

    @QueryParam("origin")
    @Parameter(description = "file: uploads over SFTP; batch: batches over HTTP")
    @Nullable
    String origin;

    @QueryParam("source_type")
    @Parameter(description = "the source of the file, or one of those that took records of the batch")
    @Nullable
    SourceType source;

    @QueryParam("since")
    @Parameter(
            description = "only jobs that began at this moment or later; epoch seconds",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
    @Nullable
    String since;

    @QueryParam("limit")
    @Parameter(
            description = "entries on a page",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    @Nullable
    String limit;

    @Override
    public int limit() {
        return limit(limit, USUAL_LIMIT, HIGHEST_LIMIT);
    }

    HistoryQuery query(Optional<AccountId> account) {
        return new HistoryQuery(
                account,
                source(),
                origin(),
                Optional.empty(),
                Optional.empty(),
                StatusParameter.read(status),
                since(),
                cursor(HistoryCursor::read));
    }

    Optional<SourceType> source() {
        return Optional.ofNullable(source);
    }

    private Optional<JobOrigin> origin() {
        return Optional.ofNullable(origin)
                .map(word -> JobOrigin.of(word)
                        .orElseThrow(() ->
                                Problems.badRequest("origin is \"%s\", expected file or batch.".formatted(word))));
    }

    private Optional<Instant> since() {
        return Optional.ofNullable(since).map(text -> {
            if (!text.matches("[0-9]{1,11}")) {
                throw Problems.badRequest("since is \"%s\", expected epoch seconds, e.g. 1621563094.".formatted(text));
            }
            return Instant.ofEpochSecond(Long.parseLong(text));
        });
    }
}
