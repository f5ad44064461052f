package io.sluice.engine.schema;

import java.util.List;

/// A checked schema. Immutable; only [#check] creates one.
public final class Schema {
    /// The maximum number of fields.
    public static final int MAX_FIELDS = 2_000;

    private final SchemaDeclaration declaration;
    private final List<Field> fields;
    private final FieldsMatch fieldsMatch;
    private final Acceptance acceptance;
    private final long patternSize;

    Schema(
            SchemaDeclaration declaration,
            List<Field> fields,
            FieldsMatch fieldsMatch,
            Acceptance acceptance,
            long patternSize) {
        this.declaration = declaration;
        this.fields = List.copyOf(fields);
        this.fieldsMatch = fieldsMatch;
        this.acceptance = acceptance;
        this.patternSize = patternSize;
    }

    /// Checks a declaration and collects all its problems.
    public static SchemaCheck check(SchemaDeclaration declaration) {
        return new SchemaChecker(declaration).check();
    }

    /// At least one field, in the schema's order.
    public List<Field> fields() {
        return fields;
    }

    /// Names of fields; empty if there is no key.
    public List<String> primaryKey() {
        return declaration.primaryKey();
    }

    public FieldsMatch fieldsMatch() {
        return fieldsMatch;
    }

    public Acceptance acceptance() {
        return acceptance;
    }

    /// A measure of the memory that the schema takes: its fields and the instructions of its patterns.
    public long weight() {
        return fields.size() + patternSize;
    }

    /// Whether a file may start with a byte order mark of UTF-8.
    public boolean allowsByteOrderMark() {
        return declaration.byteOrderMark() != null;
    }

    public boolean hasSensitiveFields() {
        return fields.stream().anyMatch(field -> field.sensitivity().hidesValues());
    }

    /// The declaration in canonical form: types by their labels, without defaults.
    public SchemaDeclaration declaration() {
        return declaration;
    }
}
