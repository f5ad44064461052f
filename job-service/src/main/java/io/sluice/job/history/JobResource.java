package io.sluice.job.history;

import io.sluice.job.tenant.KnownSources;
import io.sluice.job.tenant.SourceNames;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// One job by its id.
@Path("/v1/{accuid}/jobs/{job_id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class JobResource {
    private final KnownSources known;
    private final KnownJobs jobs;
    private final SourceNames names;

    JobResource(KnownSources known, KnownJobs jobs, SourceNames names) {
        this.known = known;
        this.jobs = jobs;
        this.names = names;
    }

    @GET
    @Operation(summary = "One job")
    public Uni<JobDocument> job(@PathParam("accuid") String accountId, @PathParam("job_id") String jobId) {
        var account = known.account(accountId);
        return jobs.job(account.accountId(), jobId)
                .map(job -> JobDocument.of(
                        job, names.of(account.accountId(), job.ref().sourceType(), job.sourceName())));
    }
}
