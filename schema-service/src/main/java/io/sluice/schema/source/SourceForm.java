package io.sluice.schema.source;

import io.sluice.contracts.api.FieldDocument;
import io.sluice.engine.schema.AcceptanceDeclaration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/{accuid}/sources`, unchecked; in `PATCH …/schema` each key is optional.
record SourceForm(
        @Nullable String sourceType,
        @Nullable String sourceName,
        @Nullable String description,
        @Nullable List<@Nullable FieldDocument> schema,
        @Nullable List<@Nullable String> primaryKey,
        @Nullable String fieldsMatch,
        @Nullable AcceptanceDeclaration acceptance,
        @Nullable String byteOrderMark,
        @Nullable String kind,
        @Nullable String batchSchema,
        @Nullable List<@Nullable String> fallbackKey,
        @Nullable Boolean plainCopy) {}
