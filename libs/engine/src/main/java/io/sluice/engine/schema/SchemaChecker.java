package io.sluice.engine.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks a declaration: its fields, the primary key, the matching of labels and the acceptance.
final class SchemaChecker {
    private static final String WHOLE = "whole";
    private static final String PARTIAL = "partial";
    private static final String ALLOW = "allow";

    private final SchemaDeclaration declaration;
    private final ProblemCollector problems = new ProblemCollector();

    SchemaChecker(SchemaDeclaration declaration) {
        this.declaration = declaration;
    }

    SchemaCheck check() {
        List<FieldDeclaration> declared = declaration.fields();
        if (declared.isEmpty()) {
            problems.add("schema", "the schema has no fields, expected at least one");
        }
        if (declared.size() > Schema.MAX_FIELDS) {
            problems.add(
                    "schema",
                    "the schema has %d fields, expected at most %d".formatted(declared.size(), Schema.MAX_FIELDS));
            return new SchemaCheck.Refused(problems.list());
        }
        if (declaration.primaryKey().size() > Schema.MAX_FIELDS) {
            problems.add(
                    "primary_key",
                    "the primary key has %d fields, expected at most %d"
                            .formatted(declaration.primaryKey().size(), Schema.MAX_FIELDS));
            return new SchemaCheck.Refused(problems.list());
        }
        long patterns = PatternSizes.of(declared);
        if (!PatternSizes.check(patterns, problems)) {
            return new SchemaCheck.Refused(problems.list());
        }
        List<Field> fields = fields(declared);
        primaryKey();
        if (!declaration.fallbackKey().isEmpty()) {
            problems.add(
                    "fallback_key", "fallback_key is for records of batches, expected none for a source of kind days");
        }
        FieldsMatch fieldsMatch = fieldsMatch();
        Acceptance acceptance = acceptance(declaration.acceptance());
        boolean allowsMark = allowsByteOrderMark();
        if (!problems.isEmpty()) {
            return new SchemaCheck.Refused(problems.list());
        }
        SchemaDeclaration canonical = new SchemaDeclaration(
                fields.stream().map(field -> canonical(field, declared)).toList(),
                declaration.primaryKey(),
                fieldsMatch == FieldsMatch.EXACT ? declaration.fieldsMatch() : null,
                acceptance instanceof Acceptance.Partial ? declaration.acceptance() : null,
                allowsMark ? ALLOW : null);
        return new SchemaCheck.Valid(new Schema(canonical, fields, fieldsMatch, acceptance, patterns));
    }

    private List<Field> fields(List<FieldDeclaration> declared) {
        List<Field> fields = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < declared.size(); i++) {
            String path = "schema[" + i + "]";
            FieldDeclaration field = declared.get(i);
            if (field == null) {
                problems.add(path, "the field is null, expected an object with name and type");
                continue;
            }
            FieldPlace.COLUMN.checkName(path, field.name(), problems);
            String shown = FieldPlace.shown(field.name());
            new FieldChecker(path, field.withName(shown), FieldPlace.COLUMN, problems)
                    .check()
                    .ifPresent(fields::add);
            Integer earlier = names.putIfAbsent(String.valueOf(field.name()), i);
            if (earlier != null && field.name() != null) {
                problems.add(
                        path + ".name", "field [%s] is declared twice, first at schema[%d]".formatted(shown, earlier));
            }
        }
        return fields;
    }

    private static FieldDeclaration canonical(Field field, List<FieldDeclaration> declared) {
        FieldDeclaration source = declared.stream()
                .filter(candidate -> field.name().equals(candidate.name()))
                .findFirst()
                .orElseThrow();
        return new FieldDeclaration(
                        field.name(),
                        field.type().label(),
                        source.description(),
                        field.format().orElse(null),
                        source.constraints(),
                        source.missingValues(),
                        source.trueValues(),
                        source.falseValues(),
                        source.sensitive())
                .withTimeZone(source.timeZone());
    }

    private void primaryKey() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < declaration.primaryKey().size(); i++) {
            String name = declaration.primaryKey().get(i);
            String path = "primary_key[" + i + "]";
            if (declaration.fields().stream()
                    .noneMatch(field -> field != null && name != null && name.equals(field.name()))) {
                problems.add(path, "field [%s] is not in the schema, expected the name of a field".formatted(name));
            } else if (!seen.add(name)) {
                problems.add(path, "field [%s] is in the key twice".formatted(name));
            }
        }
    }

    private FieldsMatch fieldsMatch() {
        String declared = declaration.fieldsMatch();
        return switch (declared) {
            case null -> FieldsMatch.ANY_ORDER;
            case "exact" -> FieldsMatch.EXACT;
            case "equal" -> FieldsMatch.ANY_ORDER;
            default -> {
                problems.add(
                        "fields_match",
                        "fields_match is \"%s\", expected \"exact\", or \"equal\" (any order, the default)"
                                .formatted(declared));
                yield FieldsMatch.ANY_ORDER;
            }
        };
    }

    private boolean allowsByteOrderMark() {
        String declared = declaration.byteOrderMark();
        if (declared != null && !declared.equals(ALLOW) && !declared.equals("refuse")) {
            problems.add(
                    "byte_order_mark",
                    "byte_order_mark is \"%s\", expected \"allow\", or \"refuse\" (the default)".formatted(declared));
        }
        return ALLOW.equals(declared);
    }

    private Acceptance acceptance(@Nullable AcceptanceDeclaration declared) {
        if (declared == null) {
            return new Acceptance.Whole();
        }
        String mode = declared.mode() == null ? WHOLE : declared.mode();
        Double percent = declared.maxInvalidPercent();
        if (mode.equals(WHOLE)) {
            if (percent != null) {
                problems.add(
                        "acceptance.max_invalid_percent",
                        "max_invalid_percent is %s, expected none without mode \"partial\"".formatted(percent));
            }
        } else if (mode.equals(PARTIAL)) {
            if (percent != null && percent >= 0 && percent <= 100) {
                return new Acceptance.Partial(percent);
            }
            problems.add(
                    "acceptance.max_invalid_percent",
                    "max_invalid_percent is %s, expected 0 to 100".formatted(percent));
        } else {
            problems.add("acceptance.mode", "mode is \"%s\", expected \"whole\" or \"partial\"".formatted(mode));
        }
        return new Acceptance.Whole();
    }
}
