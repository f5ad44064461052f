package io.sluice.schema.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.api.FieldDocument;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.engine.schema.SchemaDeclaration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A declaration as the database keeps it: JSON with the keys of the API.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record StoredDeclaration(
        List<FieldDocument> schema,
        @Nullable List<String> primaryKey,
        @Nullable String fieldsMatch,
        @Nullable AcceptanceDeclaration acceptance,
        @Nullable String byteOrderMark,
        @Nullable List<String> fallbackKey) {
    private static final ObjectMapper JSON = SluiceJson.mapper();

    static String write(SchemaDeclaration declaration) {
        try {
            return JSON.writeValueAsString(new StoredDeclaration(
                    declaration.fields().stream().map(FieldDocument::of).toList(),
                    declaration.primaryKey(),
                    declaration.fieldsMatch(),
                    declaration.acceptance(),
                    declaration.byteOrderMark(),
                    declaration.fallbackKey()));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("a declaration cannot be written as JSON", unwritable);
        }
    }

    static SchemaDeclaration read(String text) {
        try {
            var stored = JSON.readValue(text, StoredDeclaration.class);
            return new SchemaDeclaration(
                    stored.schema.stream().map(FieldDocument::toDeclaration).toList(),
                    stored.primaryKey == null ? List.of() : stored.primaryKey,
                    stored.fieldsMatch,
                    stored.acceptance,
                    stored.byteOrderMark,
                    stored.fallbackKey == null ? List.of() : stored.fallbackKey);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("a stored declaration cannot be read", unreadable);
        }
    }
}
