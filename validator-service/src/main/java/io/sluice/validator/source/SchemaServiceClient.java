package io.sluice.validator.source;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.SchemaDocument;
import io.sluice.schemas.SchemaServiceRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Fetches schemas from schema-service over HTTP.
@ApplicationScoped
class SchemaServiceClient implements SchemaFetch {
    private final SchemaServiceRequests schemaService;

    SchemaServiceClient(SchemaServiceRequests schemaService) {
        this.schemaService = schemaService;
    }

    @Override
    public SchemaResponse fetch(AccountId account, SourceType source, Optional<String> knownEtag) {
        var response = schemaService.get("/v1/%s/sources/%s/schema".formatted(account, source), knownEtag);
        return switch (response.statusCode()) {
            case 200 ->
                new SchemaResponse.Current(
                        schemaService.read(response, SchemaDocument.class, "schema"),
                        response.headers().firstValue("ETag"));
            case 304 -> new SchemaResponse.Unchanged();
            case 404, 410 -> new SchemaResponse.NotFound();
            default -> throw schemaService.unexpected(response, "200, 304 or 404");
        };
    }
}
