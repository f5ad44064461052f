package io.sluice.job.history;

import io.sluice.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The jobs of all accounts, for the platform team.
@Path("/v1/jobs")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs")
public class AllJobsResource {
    private final ListJobs jobs;
    private final SourceNames names;

    AllJobsResource(ListJobs jobs, SourceNames names) {
        this.jobs = jobs;
        this.names = names;
    }

    @GET
    @Operation(summary = "The jobs of all accounts, files and batches together, newest first")
    public Uni<AllJobsDocument> jobs(@BeanParam JobListParameters parameters) {
        return jobs.list(parameters.query(Optional.empty()), parameters.limit())
                .map(page -> AllJobsDocument.of(page, names));
    }
}
