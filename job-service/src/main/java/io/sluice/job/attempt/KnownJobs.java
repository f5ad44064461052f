package io.sluice.job.attempt;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Turns the job id of a request's path into the job, or into a 404 that says why there is none.
@ApplicationScoped
public class KnownJobs {
    private final Jobs jobs;

    KnownJobs(Jobs jobs) {
        this.jobs = jobs;
    }

    public Uni<Job> job(AccountId account, String jobId) {
        var id = JobId.of(jobId)
                .orElseThrow(() ->
                        Problems.notFound("\"%s\" is no job id, expected 32 lower-case hex digits.".formatted(jobId)));
        return jobs.byId(account, id)
                .map(found ->
                        found.orElseThrow(() -> Problems.notFound("Account %s has no job %s.".formatted(account, id))));
    }
}
