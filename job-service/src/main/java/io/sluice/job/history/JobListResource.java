package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// All jobs of an account: its files and its batches.
@Path("/v1/{accuid}/jobs")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class JobListResource {
    private final PathParameters path;
    private final ListJobs jobs;
    private final SourceNames names;

    JobListResource(PathParameters path, ListJobs jobs, SourceNames names) {
        this.path = path;
        this.jobs = jobs;
        this.names = names;
    }

    @GET
    @TenantScope(Scope.READ)
    @Operation(summary = "All jobs of all sources, files and batches together, newest first")
    public Uni<JobListDocument> jobs(
            @PathParam("accuid") AccountId accountId, @BeanParam JobListParameters parameters) {
        var account = path.account(accountId);
        parameters.source().ifPresent(source -> path.source(account, source));
        return jobs.list(parameters.query(Optional.of(account.accountId())), parameters.limit())
                .map(page -> JobListDocument.of(page, names));
    }
}
