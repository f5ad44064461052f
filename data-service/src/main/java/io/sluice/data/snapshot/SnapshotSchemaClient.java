package io.sluice.data.snapshot;

import io.sluice.contracts.api.SchemaDocument;
import io.sluice.data.table.UnusableSchemaException;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordSchemaCheck;
import io.sluice.schemas.SchemaServiceRequests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Asks schema-service for current schemas.
@ApplicationScoped
class SnapshotSchemaClient implements SnapshotSchemas {
    private final SchemaServiceRequests schemaService;

    SnapshotSchemaClient(SchemaServiceRequests schemaService) {
        this.schemaService = schemaService;
    }

    @Override
    public Optional<Versioned> find(EntitySource source) {
        var response = schemaService.get(
                "/v1/%s/sources/%s/schema".formatted(source.account(), source.source()), Optional.empty());
        return switch (response.statusCode()) {
            case 200 -> Optional.of(versioned(schemaService.read(response, SchemaDocument.class, "schema")));
            case 404, 410 -> Optional.empty();
            default -> throw schemaService.unexpected(response, "200, 404 or 410");
        };
    }

    private static Versioned versioned(SchemaDocument document) {
        return switch (RecordSchema.check(document.toDeclaration())) {
            case RecordSchemaCheck.Valid(var schema) -> new Versioned(document.version(), schema);
            case RecordSchemaCheck.Refused(var problems) ->
                throw new UnusableSchemaException("version %d of the schema of %s cannot be used here: %s"
                        .formatted(
                                document.version(),
                                document.sourceType(),
                                problems.getFirst().message()));
        };
    }
}
