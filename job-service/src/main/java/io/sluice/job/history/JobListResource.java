package io.sluice.job.history;

import io.sluice.contracts.account.AccountId;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.security.Roles;
import io.sluice.web.security.Scope;
import io.sluice.web.security.TenantScope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
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
    private final FairAnswers answers;

    JobListResource(PathParameters path, ListJobs jobs, SourceNames names, FairAnswers answers) {
        this.path = path;
        this.jobs = jobs;
        this.names = names;
        this.answers = answers;
    }

    @GET
    @TenantScope(Scope.READ)
    @Operation(summary = "All jobs of all sources, files and batches together, newest first")
    @APIResponseSchema(JobListDocument.class)
    public Uni<Response> jobs(
            @PathParam("accuid") AccountId accountId,
            @BeanParam JobListParameters parameters,
            @Context HttpServerRequest request) {
        var account = path.account(accountId);
        parameters.source().ifPresent(source -> path.source(account, source));
        return jobs.list(parameters.query(Optional.of(account.accountId())), parameters.limit())
                .map(page -> answers.answerMade(accountId, request, JobListDocument.of(page, names)));
    }
}
