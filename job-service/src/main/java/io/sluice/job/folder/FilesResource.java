package io.sluice.job.folder;

import io.sluice.contracts.account.AccountId;
import io.sluice.events.account.AccountView;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.problem.Problems;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// An account's waiting or ignored files.
@Path("/v1/{accuid}/files")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "files")
public class FilesResource {
    private final AccountView accounts;
    private final Folders folders;
    private final FairAnswers answers;

    FilesResource(AccountView accounts, Folders folders, FairAnswers answers) {
        this.accounts = accounts;
        this.folders = folders;
        this.answers = answers;
    }

    @GET
    @TenantScope(Scope.READ)
    @Operation(summary = "Files that were not taken, by path")
    @APIResponseSchema(FileListDocument.class)
    public Uni<Response> files(
            @PathParam("accuid") AccountId accountId,
            @BeanParam FilesParameters page,
            @Context HttpServerRequest request) {
        var account = accounts.find(accountId).orElseThrow(() -> Problems.noAccount(accountId));
        // One file more than the page holds shows whether another page follows.
        return folders.list(account.accountId(), page.state(), page.after(), page.limit() + 1)
                .map(found -> answers.answerMade(accountId, request, FileListDocument.of(found, page.limit())));
    }
}
