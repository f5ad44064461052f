package io.sluice.schema.source;

import io.sluice.contracts.api.SchemaDocument;
import io.sluice.schema.form.Form;
import io.sluice.schema.form.PathIds;
import io.sluice.schema.token.Caller;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// `/v1/{accuid}/sources`
@Path("/v1/{accuid}/sources")
@Produces(MediaType.APPLICATION_JSON)
class SourceResource {
    private final CreateSource createSource;
    private final Sources sources;
    private final Caller caller;

    SourceResource(CreateSource createSource, Sources sources, Caller caller) {
        this.createSource = createSource;
        this.sources = sources;
        this.caller = caller;
    }

    record SourceList(List<SchemaDocument> sources) {}

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBodySchema(SourceForm.class)
    public Uni<RestResponse<SchemaDocument>> create(@PathParam("accuid") String accountId, byte @Nullable [] body) {
        var account = PathIds.account(accountId);
        return createSource
                .create(account, Form.read(body, SourceForm.class).body(), caller.userId())
                .map(source -> RestResponse.ResponseBuilder.<SchemaDocument>created(
                                URI.create("/v1/%s/sources/%s".formatted(account, source.sourceType())))
                        .entity(source.document())
                        .header("ETag", ExpectedVersion.tag(source.version()))
                        .build());
    }

    /// The sources that take files; with `?retired=true` all that ever were.
    @GET
    @RolesAllowed({Roles.TENANT, Roles.ADMIN, Roles.SERVICE})
    public Uni<SourceList> list(
            @PathParam("accuid") String accountId, @QueryParam("retired") @Nullable String retired) {
        if (retired != null && !retired.equals("true") && !retired.equals("false")) {
            throw Problems.badRequest("retired is \"%s\", expected true or false.".formatted(retired));
        }
        return sources.all(PathIds.account(accountId))
                .map(all -> new SourceList(all.stream()
                        .filter(source -> !source.retired() || "true".equals(retired))
                        .map(Source::document)
                        .toList()));
    }

    @GET
    @Path("/{source_type}")
    @RolesAllowed({Roles.TENANT, Roles.ADMIN, Roles.SERVICE})
    public Uni<SchemaDocument> get(@PathParam("accuid") String accountId, @PathParam("source_type") String sourceType) {
        var account = PathIds.account(accountId);
        var type = PathIds.source(account, sourceType);
        return sources.one(account, type)
                .map(found ->
                        found.orElseThrow(() -> PathIds.noSource(account, type)).document());
    }

    @DELETE
    @Path("/{source_type}")
    @RolesAllowed(Roles.ADMIN)
    public Uni<Void> retire(@PathParam("accuid") String accountId, @PathParam("source_type") String sourceType) {
        var account = PathIds.account(accountId);
        return createSource.retire(account, PathIds.source(account, sourceType));
    }
}
