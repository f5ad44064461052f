package io.sluice.contracts.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.account.SourceType;
import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.engine.schema.SchemaDeclaration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer of `GET /v1/{accuid}/sources/{source_type}/schema` (spec 1 section 10).
///
/// `primary_key`, `fields_match`, `acceptance` and `byte_order_mark` are absent when not set; times are epoch
/// seconds, users numeric ids.
///
/// @param version of the schema, from 1; also in the header `ETag`
/// @param retired true when the source takes no more files, absent otherwise
public record SchemaDocument(
        SourceType sourceType,
        String sourceName,
        String description,
        List<FieldDocument> schema,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        List<String> primaryKey,

        @Nullable String fieldsMatch,
        @Nullable AcceptanceDeclaration acceptance,
        @Nullable String byteOrderMark,
        int version,
        long updatedAt,
        long updatedBy,
        long createdAt,
        long createdBy,
        @Nullable Boolean retired) {

    public SchemaDocument {
        schema = List.copyOf(schema);
        primaryKey = primaryKey == null ? List.of() : List.copyOf(primaryKey);
        retired = Boolean.TRUE.equals(retired) ? Boolean.TRUE : null;
    }

    /// Whether the source still takes files.
    public boolean takesFiles() {
        return retired == null;
    }

    /// The schema for the engine.
    public SchemaDeclaration toDeclaration() {
        return new SchemaDeclaration(
                schema.stream().map(FieldDocument::toDeclaration).toList(),
                primaryKey == null ? List.of() : primaryKey,
                fieldsMatch,
                acceptance,
                byteOrderMark);
    }
}
