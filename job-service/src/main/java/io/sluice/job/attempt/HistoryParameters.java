package io.sluice.job.attempt;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.kit.problem.Problems;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of a history request; a value that cannot be read is a 400 that names its parameter.
final class HistoryParameters {
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

    @QueryParam("status")
    @Parameter(description = "processing, success or failed")
    @Nullable
    String status;

    @QueryParam("limit")
    @Parameter(description = "jobs on a page, 1 to 200, usually 50")
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "the former page's next")
    @Nullable
    String cursor;

    HistoryQuery query(AccountId account, SourceType source) {
        var first = date("from", from);
        var last = date("to", to);
        if (first.isPresent() && last.isPresent() && first.get().compareTo(last.get()) > 0) {
            throw Problems.badRequest("from is %s and to is %s, expected from to be no later than to."
                    .formatted(first.get(), last.get()));
        }
        return new HistoryQuery(account, source, first, last, status(), before());
    }

    int limit() {
        if (limit == null) {
            return USUAL_LIMIT;
        }
        try {
            var number = Integer.parseInt(limit);
            if (number >= 1 && number <= HIGHEST_LIMIT) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw badLimit(limit);
        }
        throw badLimit(limit);
    }

    private static RuntimeException badLimit(String text) {
        return Problems.badRequest("limit is \"%s\", expected a number from 1 to %d.".formatted(text, HIGHEST_LIMIT));
    }

    private static Optional<DataDate> date(String name, @Nullable String text) {
        return Optional.ofNullable(text).map(present -> DataDates.read(name, present));
    }

    private Optional<JobStatus> status() {
        return Optional.ofNullable(status).map(word -> {
            var found = JobStatus.of(word)
                    .orElseThrow(() -> Problems.badRequest(
                            "status is \"%s\", expected processing, success or failed.".formatted(word)));
            if (found == JobStatus.WAITING) {
                throw Problems.badRequest("status is \"waiting\", expected processing, success or failed:"
                        + " a waiting file has no job yet, files?state=waiting lists it.");
            }
            return found;
        });
    }

    private Optional<JobId> before() {
        return Optional.ofNullable(cursor)
                .map(text -> Cursor.read(text)
                        .orElseThrow(() -> Problems.badRequest(
                                "cursor is \"%s\", expected the next of a former page.".formatted(text))));
    }
}
