package io.sluice.engine.schema;

import java.util.List;
import java.util.function.Predicate;

/// A checked schema of the records of a batch: its fields may be nested. Immutable; only [#check] creates
/// one.
public final class RecordSchema {
    /// How deep fields may be nested; the fields of the record itself are at depth 1.
    public static final int MAX_DEPTH = 16;

    private final SchemaDeclaration declaration;
    private final List<RecordField> fields;

    RecordSchema(SchemaDeclaration declaration, List<RecordField> fields) {
        this.declaration = declaration;
        this.fields = List.copyOf(fields);
    }

    /// Checks a declaration and collects all its problems.
    public static RecordSchemaCheck check(SchemaDeclaration declaration) {
        return new RecordSchemaChecker(declaration).check();
    }

    /// At least one field, in the schema's order.
    public List<RecordField> fields() {
        return fields;
    }

    /// Names of fields, or paths to values such as `identifiers[0].provider`; empty if a record's `ref` is
    /// its identity.
    public List<String> primaryKey() {
        return declaration.primaryKey();
    }

    /// The key of records that lack a part of the primary key, likewise; empty if there is none.
    public List<String> fallbackKey() {
        return declaration.fallbackKey();
    }

    public boolean hasSensitiveFields() {
        return has(Sensitivity::hidesValues, fields);
    }

    /// Whether a value of some field is hashed before it is kept.
    public boolean hasHashedFields() {
        return has(Sensitivity.Hash.class::isInstance, fields);
    }

    private static boolean has(Predicate<Sensitivity> kind, List<RecordField> fields) {
        return fields.stream().anyMatch(field -> has(kind, field.value()));
    }

    private static boolean has(Predicate<Sensitivity> kind, RecordValue value) {
        return switch (value) {
            case RecordValue.Scalar(Field field) -> kind.test(field.sensitivity());
            case RecordValue.Structure(List<RecordField> fields) -> has(kind, fields);
            case RecordValue.Sequence(RecordValue items, boolean single) -> has(kind, items);
            case RecordValue.AnyObject any -> false;
        };
    }

    /// The declaration in canonical form: types by their labels, without defaults.
    public SchemaDeclaration declaration() {
        return declaration;
    }
}
