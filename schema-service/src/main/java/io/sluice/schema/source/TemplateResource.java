package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.api.SchemaDocument;
import io.sluice.schema.request.Caller;
import io.sluice.web.problem.Problems;
import io.sluice.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/// `/v1/{accuid}/source-templates`
@Path("/v1/{accuid}/source-templates/{template}")
@Produces(MediaType.APPLICATION_JSON)
class TemplateResource {
    private final CreateFromTemplate createFromTemplate;
    private final Caller caller;

    TemplateResource(CreateFromTemplate createFromTemplate, Caller caller) {
        this.createFromTemplate = createFromTemplate;
        this.caller = caller;
    }

    /// Sources of a template.
    ///
    /// @param sources those that were made; if none was, all of the template
    record TemplateSources(List<SchemaDocument> sources) {
        static TemplateSources of(List<Source> sources) {
            return new TemplateSources(sources.stream().map(Source::document).toList());
        }
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Make the sources of a template that the account does not have yet",
            description =
                    "sitecore-2.1 has the sources batch_guest, batch_order, batch_product and batch_tracking, whose records"
                            + " have the schemas guest, order, product and tracking. The fields of guest and order follow the"
                            + " published lists of data model 2.1; those of product and tracking are ours, because no list was"
                            + " published. All missing sources are made, or none.")
    @APIResponse(
            responseCode = "201",
            description = "The sources that were made",
            content = @Content(schema = @Schema(implementation = TemplateSources.class)))
    @APIResponse(
            responseCode = "200",
            description = "All were there already",
            content = @Content(schema = @Schema(implementation = TemplateSources.class)))
    public Uni<RestResponse<TemplateSources>> create(
            @PathParam("accuid") AccountId account, @PathParam("template") String template) {
        return createFromTemplate.create(account, template, caller.userId()).map(creation -> switch (creation) {
            case TemplateCreation.Created(var made) ->
                RestResponse.status(RestResponse.Status.CREATED, TemplateSources.of(made));
            case TemplateCreation.AllPresent(var sources) -> RestResponse.ok(TemplateSources.of(sources));
            case TemplateCreation.OtherIntake(var present, var wanted) ->
                throw Problems.conflict(
                        "Account %s has a source %s %s, which takes no records of the schema %s; nothing was made. Retire it, and register what it takes under another name."
                                .formatted(
                                        account,
                                        present.sourceType(),
                                        present.intake()
                                                .batchSchema()
                                                .map("for records of the schema %s"::formatted)
                                                .orElse("for files"),
                                        wanted.intake().batchSchema().orElseThrow()));
            case TemplateCreation.Hindered(var reason) -> throw SourceResource.refusal(account, reason);
            case TemplateCreation.UnknownTemplate unknown ->
                throw Problems.notFound("There is no template \"%s\", expected %s."
                        .formatted(template, String.join(", ", SourceTemplate.names())));
            case TemplateCreation.UnknownAccount unknown -> throw Problems.noAccount(account);
        });
    }
}
