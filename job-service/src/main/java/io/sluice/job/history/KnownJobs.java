package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Finds the job that a request's path names. An unknown one is a 404.
@ApplicationScoped
class KnownJobs {
    private final Jobs jobs;

    KnownJobs(Jobs jobs) {
        this.jobs = jobs;
    }

    Uni<Job> job(AccountId account, String jobId) {
        var id = JobId.of(jobId)
                .orElseThrow(() ->
                        Problems.notFound("\"%s\" is no job id, expected 32 lower-case hex digits.".formatted(jobId)));
        return jobs.byId(account, id)
                .map(found ->
                        found.orElseThrow(() -> Problems.notFound("Account %s has no job %s.".formatted(account, id))));
    }
}
