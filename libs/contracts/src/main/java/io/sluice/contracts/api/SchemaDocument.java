package io.sluice.contracts.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.engine.schema.SchemaDeclaration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The answer of `GET /v1/{accuid}/sources/{source_type}/schema` (spec 1 section 10).
///
/// `primary_key`, `fallback_key`, `fields_match`, `acceptance` and `byte_order_mark` are absent when not
/// set; times are epoch seconds, users numeric ids.
///
/// @param kind absent in documents from before there were kinds: then the source takes files
/// @param batchSchema what the records of batches call the source; absent for the kind `days`
/// @param fieldIds the id of each field by its name, from 1; a field keeps it in the versions that follow,
/// and no other field of the source ever gets it. Absent for the kind `entities`
/// @param plainCopy false when the data set has no copy at a plain path, absent otherwise
/// @param version of the schema, from 1; also in the header `ETag`
/// @param retired true when the source takes nothing more, absent otherwise
/// @param warnings about what was sent; only in the answer to a request that makes or changes the source
public record SchemaDocument(
        SourceType sourceType,
        String sourceName,
        String description,
        List<FieldDocument> schema,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        List<String> primaryKey,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        List<String> fallbackKey,

        @Nullable String fieldsMatch,
        @Nullable AcceptanceDeclaration acceptance,
        @Nullable String byteOrderMark,
        SourceKind kind,
        @Nullable BatchSchema batchSchema,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        Map<String, Integer> fieldIds,

        @Nullable Boolean plainCopy,
        int version,
        long updatedAt,
        long updatedBy,
        long createdAt,
        long createdBy,
        @Nullable Boolean retired,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        List<SchemaWarning> warnings) {

    public SchemaDocument {
        schema = List.copyOf(schema);
        kind = Objects.requireNonNullElse(kind, SourceKind.DAYS);
        primaryKey = primaryKey == null ? List.of() : List.copyOf(primaryKey);
        fallbackKey = fallbackKey == null ? List.of() : List.copyOf(fallbackKey);
        fieldIds = fieldIds == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fieldIds));
        plainCopy = Boolean.FALSE.equals(plainCopy) ? Boolean.FALSE : null;
        retired = Boolean.TRUE.equals(retired) ? Boolean.TRUE : null;
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }

    /// Whether the source takes files, and still does.
    public boolean takesFiles() {
        return kind == SourceKind.DAYS && retired == null;
    }

    /// Whether each day of the data set is also kept at a plain path.
    public boolean hasPlainCopy() {
        return kind == SourceKind.DAYS && plainCopy == null;
    }

    /// The schema for the engine.
    public SchemaDeclaration toDeclaration() {
        return new SchemaDeclaration(
                schema.stream().map(FieldDocument::toDeclaration).toList(),
                primaryKey == null ? List.of() : primaryKey,
                fieldsMatch,
                acceptance,
                byteOrderMark,
                fallbackKey == null ? List.of() : fallbackKey);
    }
}
