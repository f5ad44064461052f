package io.sluice.engine.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The schema of a source as the tenant writes it, unchecked. Null lists become empty.
///
/// @param primaryKey names of fields; in records of batches also paths such as `identifiers[0].provider`
/// @param fallbackKey the key of records that lack a part of the primary key, likewise; only for records of
/// batches
/// @param fieldsMatch `exact`, or null for any order of columns
/// @param byteOrderMark `allow`, or null for `refuse`
public record SchemaDeclaration(
        List<FieldDeclaration> fields,
        List<String> primaryKey,
        @Nullable String fieldsMatch,
        @Nullable AcceptanceDeclaration acceptance,
        @Nullable String byteOrderMark,
        List<String> fallbackKey) {

    public SchemaDeclaration {
        fields = Copies.list(fields);
        primaryKey = Copies.list(primaryKey);
        fallbackKey = Copies.list(fallbackKey);
    }

    /// A declaration without a fallback key.
    public SchemaDeclaration(
            List<FieldDeclaration> fields,
            List<String> primaryKey,
            @Nullable String fieldsMatch,
            @Nullable AcceptanceDeclaration acceptance,
            @Nullable String byteOrderMark) {
        this(fields, primaryKey, fieldsMatch, acceptance, byteOrderMark, List.of());
    }

    /// A declaration that refuses byte order marks.
    public SchemaDeclaration(
            List<FieldDeclaration> fields,
            List<String> primaryKey,
            @Nullable String fieldsMatch,
            @Nullable AcceptanceDeclaration acceptance) {
        this(fields, primaryKey, fieldsMatch, acceptance, null);
    }

    /// A declaration with fields only: no key, columns in any order, no row with errors accepted.
    public static SchemaDeclaration of(FieldDeclaration... fields) {
        return new SchemaDeclaration(List.of(fields), List.of(), null, null);
    }
}
