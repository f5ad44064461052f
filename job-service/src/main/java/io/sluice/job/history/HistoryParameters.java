package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.web.parameter.DatedPageParameters;
import io.sluice.web.problem.Problems;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of a history request.
final class HistoryParameters extends DatedPageParameters {
    @QueryParam("status")
    @Parameter(description = "processing, success or failed")
    @Nullable
    String status;

    HistoryQuery query(AccountId account, SourceType source) {
        var dates = dates();
        return new HistoryQuery(account, source, dates.from(), dates.to(), status(), cursor(HistoryCursor::read));
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
}
