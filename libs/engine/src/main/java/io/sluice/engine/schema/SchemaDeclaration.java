package io.sluice.engine.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A source's schema as the tenant wrote it, unchecked. Null lists become empty ones.
///
/// @param fieldsMatch `exact`, or null for any order of columns
public record SchemaDeclaration(
        List<FieldDeclaration> fields,
        List<String> primaryKey,
        @Nullable String fieldsMatch,
        @Nullable AcceptanceDeclaration acceptance) {

    public SchemaDeclaration {
        fields = Copies.list(fields);
        primaryKey = Copies.list(primaryKey);
    }

    /// A declaration of fields alone: no key, any order of columns, no bad row accepted.
    public static SchemaDeclaration of(FieldDeclaration... fields) {
        return new SchemaDeclaration(List.of(fields), List.of(), null, null);
    }
}
