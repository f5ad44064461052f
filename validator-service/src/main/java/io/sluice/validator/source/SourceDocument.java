package io.sluice.validator.source;

import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.SchemaDeclaration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `GET /v1/{accuid}/sources/{source_type}/schema` answers, as far as it matters here.
///
/// @param retired true when the source takes no more files; absent when it takes some
public record SourceDocument(
        String sourceType,
        String sourceName,
        int version,
        List<FieldDeclaration> schema,
        @Nullable List<String> primaryKey,
        @Nullable String fieldsMatch,
        @Nullable AcceptanceDeclaration acceptance,
        @Nullable Boolean retired) {

    public SourceDocument {
        schema = List.copyOf(schema);
    }

    SchemaDeclaration declaration() {
        return new SchemaDeclaration(schema, primaryKey == null ? List.of() : primaryKey, fieldsMatch, acceptance);
    }
}
