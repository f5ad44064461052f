package io.sluice.job.history;

import io.sluice.web.problem.Problems;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The query parameter `status` of a listing of jobs.
final class StatusParameter {
    private StatusParameter() {}

    /// Empty when the request has none; a word that is no status of a job is a 400.
    static Optional<JobStatus> read(@Nullable String status) {
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
