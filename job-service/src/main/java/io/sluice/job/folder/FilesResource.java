package io.sluice.job.folder;

import io.sluice.contracts.account.AccountId;
import io.sluice.events.account.AccountView;
import io.sluice.web.problem.Problems;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// An account's waiting or ignored files.
@Path("/v1/{accuid}/files")
@RolesAllowed({Roles.TENANT, Roles.ADMIN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "files")
public class FilesResource {
    private final AccountView accounts;
    private final Folders folders;

    FilesResource(AccountView accounts, Folders folders) {
        this.accounts = accounts;
        this.folders = folders;
    }

    @GET
    @TenantScope(Scope.READ)
    @Operation(summary = "Files that were not taken, by path")
    public Uni<FileListDocument> files(@PathParam("accuid") AccountId accountId, @BeanParam FilesParameters page) {
        var account = accounts.find(accountId).orElseThrow(() -> Problems.noAccount(accountId));
        // One file more than the page holds shows whether another page follows.
        return folders.list(account.accountId(), page.state(), page.after(), page.limit() + 1)
                .map(found -> FileListDocument.of(found, page.limit()));
    }
}
