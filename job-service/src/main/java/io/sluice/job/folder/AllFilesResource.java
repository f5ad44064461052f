package io.sluice.job.folder;

import io.sluice.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The waiting or ignored files of all accounts, for the platform team.
@Path("/v1/files")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "files")
public class AllFilesResource {
    private final Folders folders;

    AllFilesResource(Folders folders) {
        this.folders = folders;
    }

    @GET
    @Operation(summary = "Files of all accounts that were not taken, by account and path")
    public Uni<AllFilesDocument> files(@BeanParam FilesParameters page) {
        // One file more than the page holds shows whether another page follows.
        return folders.list(page.state(), page.afterOfAll(), page.limit() + 1)
                .map(found -> AllFilesDocument.of(found, page.limit()));
    }
}
