package io.sluice.engine.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks the keys of records: each part is the name of a field, or a path to a value in an object or in the
/// first item of an array.
final class RecordKeyChecker {
    private static final Pattern STEP = Pattern.compile("([^\\[\\]]+)(?:\\[([0-9]+)])?");

    private final SchemaDeclaration declaration;
    private final List<RecordField> fields;
    private final ProblemCollector problems;

    /// @param fields those without problems
    RecordKeyChecker(SchemaDeclaration declaration, List<RecordField> fields, ProblemCollector problems) {
        this.declaration = declaration;
        this.fields = fields;
        this.problems = problems;
    }

    void check() {
        check("primary_key", declaration.primaryKey());
        check("fallback_key", declaration.fallbackKey());
        if (declaration.primaryKey().isEmpty() && !declaration.fallbackKey().isEmpty()) {
            problems.add(
                    "fallback_key",
                    "fallback_key stands alone, expected a primary_key, in whose place it is used when a part of that is missing");
        }
    }

    private void check(String key, List<String> parts) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < parts.size(); i++) {
            String path = parts.get(i);
            Optional<String> problem = problem(path);
            if (problem.isEmpty() && !seen.add(path)) {
                problem = Optional.of("is in the key twice");
            }
            String place = key + "[" + i + "]";
            problem.ifPresent(reason -> problems.add(place, "field [%s] %s".formatted(path, reason)));
        }
    }

    /// What is wrong with a path. What has problems of its own causes none here.
    private Optional<String> problem(@Nullable String path) {
        if (path == null) {
            return Optional.of("is not in the schema, expected the name of a field");
        }
        List<RecordField> level = fields;
        String[] steps = path.split("\\.", -1);
        for (int i = 0; i < steps.length; i++) {
            Matcher step = STEP.matcher(steps[i]);
            if (!step.matches() || !(i > 0 ? isIn(level, step.group(1)) : isDeclared(step.group(1)))) {
                return Optional.of("is not in the schema, expected the name of a field");
            }
            Optional<RecordValue> value = find(level, step.group(1));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            RecordValue reached = value.get();
            String index = step.group(2);
            if (index != null) {
                if (!(reached instanceof RecordValue.Sequence sequence)) {
                    return Optional.of("has an index after [%s], which is no Array".formatted(step.group(1)));
                }
                if (!index.equals("0")) {
                    return Optional.of("has the index %s, expected 0: only the first item of an Array is in a key"
                            .formatted(index));
                }
                reached = sequence.items();
            }
            if (i == steps.length - 1) {
                return problemOfPart(reached);
            }
            switch (reached) {
                case RecordValue.Structure(List<RecordField> parts) -> level = parts;
                case RecordValue.Sequence sequence -> {
                    return Optional.of("leads through an Array, expected its first item: %s[0]".formatted(steps[i]));
                }
                case RecordValue.Scalar scalar -> {
                    return Optional.of("is not in the schema, expected the name of a field");
                }
                case RecordValue.AnyObject any -> {
                    return Optional.of("leads into an Object without fields, whose values are not checked");
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problemOfPart(RecordValue value) {
        return switch (value) {
            case RecordValue.Scalar(Field scalar) ->
                scalar.type() == FieldType.STRING || scalar.type() == FieldType.INTEGER
                        ? Optional.empty()
                        : Optional.of(
                                "is of type %s, expected String or Integer: a value of another type has several spellings"
                                        .formatted(scalar.type().label()));
            default -> Optional.of("is an Object or an Array, expected a single value");
        };
    }

    private boolean isDeclared(String name) {
        return declaration.fields().stream().anyMatch(field -> field != null && name.equals(field.name()));
    }

    private static boolean isIn(List<RecordField> level, String name) {
        return find(level, name).isPresent();
    }

    private static Optional<RecordValue> find(List<RecordField> level, String name) {
        return level.stream()
                .filter(field -> field.name().equals(name))
                .map(RecordField::value)
                .findFirst();
    }
}
