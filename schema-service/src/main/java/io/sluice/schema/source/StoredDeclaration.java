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
        @Nullable List<String> fallbackKey,
        @Nullable Boolean plainCopy) {
    private static final ObjectMapper JSON = SluiceJson.mapper();

    static String write(SourceDefinition definition) {
        var declaration = definition.declaration();
        try {
            return JSON.writeValueAsString(new StoredDeclaration(
                    declaration.fields().stream().map(FieldDocument::of).toList(),
                    declaration.primaryKey(),
                    declaration.fieldsMatch(),
                    declaration.acceptance(),
                    declaration.byteOrderMark(),
                    declaration.fallbackKey(),
                    definition.plainCopy() ? null : Boolean.FALSE));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("a declaration cannot be written as JSON", unwritable);
        }
    }

    static StoredDeclaration read(String text) {
        try {
            return JSON.readValue(text, StoredDeclaration.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("a stored declaration cannot be read", unreadable);
        }
    }

    SourceDefinition definition(String sourceName, String description) {
        return new SourceDefinition(sourceName, description, declaration(), plainCopy == null || plainCopy);
    }

    SchemaDeclaration declaration() {
        return new SchemaDeclaration(
                schema.stream().map(FieldDocument::toDeclaration).toList(),
                primaryKey == null ? List.of() : primaryKey,
                fieldsMatch,
                acceptance,
                byteOrderMark,
                fallbackKey == null ? List.of() : fallbackKey);
    }
}
