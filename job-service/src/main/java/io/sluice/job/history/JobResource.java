package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// One job by its id.
@Path("/v1/{accuid}/jobs/{job_id}")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class JobResource {
    private final PathParameters path;
    private final SourceNames names;

    JobResource(PathParameters path, SourceNames names) {
        this.path = path;
        this.names = names;
    }

    @GET
    @TenantScope(Scope.READ)
    @Operation(summary = "One job")
    public Uni<JobDocument> job(@PathParam("accuid") AccountId accountId, @PathParam("job_id") JobId jobId) {
        var account = path.account(accountId);
        return path.job(account, jobId).map(job -> JobDocument.of(job, names));
    }
}
