package io.sluice.engine.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checks the declaration of a source whose records come in batches: its fields at all depths and the primary
/// key.
final class RecordSchemaChecker {
    private static final String REQUIRED = "required";

    private final SchemaDeclaration declaration;
    private final ProblemCollector problems = new ProblemCollector();

    RecordSchemaChecker(SchemaDeclaration declaration) {
        this.declaration = declaration;
    }

    RecordSchemaCheck check() {
        if (isTooLarge()) {
            return new RecordSchemaCheck.Refused(problems.list());
        }
        List<RecordField> fields = fields("schema", "", declaration.fields());
        new RecordKeyChecker(declaration, fields, problems).check();
        expectNone("fields_match", declaration.fieldsMatch());
        expectNone("acceptance", declaration.acceptance());
        expectNone("byte_order_mark", declaration.byteOrderMark());
        if (!problems.isEmpty()) {
            return new RecordSchemaCheck.Refused(problems.list());
        }
        return new RecordSchemaCheck.Valid(new RecordSchema(
                new SchemaDeclaration(
                        canonical(declaration.fields()),
                        declaration.primaryKey(),
                        null,
                        null,
                        null,
                        declaration.fallbackKey()),
                fields));
    }

    private boolean isTooLarge() {
        List<FieldDeclaration> declared = declaration.fields();
        if (declared.isEmpty()) {
            problems.add("schema", "the schema has no fields, expected at least one");
            return true;
        }
        if (isTooDeep(declared)) {
            problems.add(
                    "schema",
                    "the schema is nested too deeply, expected at most %d levels".formatted(RecordSchema.MAX_DEPTH));
            return true;
        }
        int count = all(declared).size();
        if (count > Schema.MAX_FIELDS) {
            problems.add(
                    "schema",
                    "the schema has %d fields, nested ones included, expected at most %d"
                            .formatted(count, Schema.MAX_FIELDS));
            return true;
        }
        if (isTooLong("primary_key", "primary", declaration.primaryKey())
                || isTooLong("fallback_key", "fallback", declaration.fallbackKey())) {
            return true;
        }
        return !PatternSizes.check(PatternSizes.of(all(declared)), problems);
    }

    private boolean isTooLong(String place, String name, List<String> key) {
        if (key.size() <= Schema.MAX_FIELDS) {
            return false;
        }
        problems.add(
                place, "the %s key has %d fields, expected at most %d".formatted(name, key.size(), Schema.MAX_FIELDS));
        return true;
    }

    private static boolean isTooDeep(List<FieldDeclaration> declared) {
        List<FieldDeclaration> level = declared;
        for (int depth = 0; depth < RecordSchema.MAX_DEPTH && !level.isEmpty(); depth++) {
            level = level.stream().flatMap(RecordSchemaChecker::parts).toList();
        }
        return !level.isEmpty();
    }

    /// The fields at all depths; one that is null counts, too.
    private static List<FieldDeclaration> all(List<FieldDeclaration> declared) {
        List<FieldDeclaration> all = new ArrayList<>(declared);
        for (FieldDeclaration field : declared) {
            all.addAll(all(parts(field).toList()));
        }
        return all;
    }

    private static Stream<FieldDeclaration> parts(@Nullable FieldDeclaration field) {
        return field == null
                ? Stream.empty()
                : Stream.concat(field.fields().stream(), Stream.ofNullable(field.items()));
    }

    /// @param prefix of the names: the path from the record to these fields
    private List<RecordField> fields(String path, String prefix, List<FieldDeclaration> declared) {
        List<RecordField> fields = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < declared.size(); i++) {
            String place = path + "[" + i + "]";
            FieldDeclaration field = declared.get(i);
            if (field == null) {
                problems.add(place, "the field is null, expected an object with name and type");
                continue;
            }
            int before = problems.count();
            FieldPlace.RECORD.checkName(place, field.name(), problems);
            // A wrong name may be long, and the fields below would each repeat it.
            boolean isNamed = problems.count() == before;
            String name = String.valueOf(field.name());
            Integer earlier = names.putIfAbsent(name, i);
            if (earlier != null && field.name() != null) {
                problems.add(
                        place + ".name",
                        "field [%s] is declared twice, first at %s[%d]".formatted(prefix + name, path, earlier));
            }
            value(place, field.withName(isNamed ? prefix + name : place))
                    .ifPresent(value -> fields.add(new RecordField(name, isRequired(field), value)));
        }
        return fields;
    }

    private static boolean isRequired(FieldDeclaration field) {
        return Boolean.TRUE.equals(field.constraints().get(REQUIRED));
    }

    /// @param field its name is its path from the record
    private Optional<RecordValue> value(String place, FieldDeclaration field) {
        Optional<NestedType> nested = NestedType.ofLabel(field.type());
        if (nested.isEmpty()) {
            if (field.constraints().containsKey("unique")) {
                problems.add(
                        place + ".constraints.unique",
                        "field [%s] has the constraint unique, which a source of kind entities does not allow; its primary key is unique"
                                .formatted(field.name()));
            }
            return new FieldChecker(place, field, FieldPlace.RECORD, problems)
                    .check()
                    .map(RecordValue.Scalar::new);
        }
        int before = problems.count();
        expectPlain(place, field, nested.get());
        RecordValue value = switch (nested.get()) {
            case OBJECT ->
                field.fields().isEmpty()
                        ? new RecordValue.AnyObject()
                        : new RecordValue.Structure(fields(place + ".fields", field.name() + ".", field.fields()));
            case ARRAY -> sequence(place, field);
        };
        return problems.count() > before ? Optional.empty() : Optional.of(value);
    }

    private RecordValue sequence(String place, FieldDeclaration field) {
        FieldDeclaration items = field.items();
        if (items == null) {
            problems.add(
                    place + ".items",
                    "field [%s] has no items, expected an object with a type".formatted(field.name()));
            return new RecordValue.AnyObject();
        }
        String name = field.name() + "[]";
        if (items.name() != null) {
            problems.add(
                    place + ".items.name",
                    "field [%s] has the name \"%s\", expected none".formatted(name, items.name()));
        }
        return new RecordValue.Sequence(
                value(place + ".items", items.withName(name)).orElseGet(RecordValue.AnyObject::new),
                Boolean.TRUE.equals(field.single()));
    }

    /// An object and an array have no rules of their own but `required`.
    private void expectPlain(String place, FieldDeclaration field, NestedType type) {
        List<String> refused = new ArrayList<>();
        if (field.format() != null) {
            refused.add("format");
        }
        if (!field.missingValues().isEmpty()) {
            refused.add("missing_values");
        }
        if (!field.trueValues().isEmpty()) {
            refused.add("true_values");
        }
        if (!field.falseValues().isEmpty()) {
            refused.add("false_values");
        }
        if (field.sensitive() != null) {
            refused.add("sensitive");
        }
        if (field.timeZone() != null) {
            refused.add("time_zone");
        }
        if (type == NestedType.OBJECT && field.items() != null) {
            refused.add("items");
        }
        if (type == NestedType.OBJECT && field.single() != null) {
            refused.add("single");
        }
        if (type == NestedType.ARRAY && !field.fields().isEmpty()) {
            refused.add("fields");
        }
        for (String key : refused) {
            problems.add(
                    place + "." + key,
                    "field [%s] has %s, expected none for %s".formatted(field.name(), key, type.label()));
        }
        field.constraints().forEach((name, value) -> constraint(place, field, type, name, value));
    }

    private void constraint(
            String place, FieldDeclaration field, NestedType type, String name, @Nullable Object value) {
        if (!REQUIRED.equals(name)) {
            problems.add(
                    place + ".constraints." + name,
                    "field [%s] has the constraint %s, which the type %s does not allow"
                            .formatted(field.name(), name, type.label()));
        } else if (value != null && !(value instanceof Boolean)) {
            problems.add(
                    place + ".constraints." + name,
                    "field [%s] has required %s, expected true or false".formatted(field.name(), value));
        }
    }

    private void expectNone(String key, @Nullable Object value) {
        if (value != null) {
            problems.add(key, key + " is for files, expected none for a source of kind entities");
        }
    }

    private static List<FieldDeclaration> canonical(List<FieldDeclaration> declared) {
        return declared.stream().map(RecordSchemaChecker::canonical).toList();
    }

    private static FieldDeclaration canonical(FieldDeclaration field) {
        String label = NestedType.ofLabel(field.type())
                .map(NestedType::label)
                .or(() -> FieldType.ofLabel(field.type()).map(FieldType::label))
                .orElseThrow();
        return new FieldDeclaration(
                field.name(),
                label,
                field.description(),
                FieldChecker.DEFAULT_FORMAT.equals(field.format()) ? null : field.format(),
                field.constraints(),
                field.missingValues(),
                field.trueValues(),
                field.falseValues(),
                field.sensitive(),
                canonical(field.fields()),
                field.items() == null ? null : canonical(field.items()),
                Boolean.TRUE.equals(field.single()) ? Boolean.TRUE : null,
                field.timeZone());
    }
}
