package io.sluice.engine.schema;

import io.sluice.engine.value.DatePattern;
import io.sluice.engine.value.TextFormat;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checks one field of a declaration that has no parts, but for its name.
final class FieldChecker {
    private static final int MAX_WORDS = 1_000;

    /// Means the same as no format.
    static final String DEFAULT_FORMAT = "default";

    private final String path;
    private final FieldDeclaration declared;
    private final FieldPlace where;
    private final ProblemCollector problems;

    FieldChecker(String path, FieldDeclaration declared, FieldPlace where, ProblemCollector problems) {
        this.path = path;
        this.declared = declared;
        this.where = where;
        this.problems = problems;
    }

    /// The field, or empty if it has problems.
    Optional<Field> check() {
        int before = problems.count();
        Optional<FieldType> type = type();
        parts(type);
        words("missing_values", declared.missingValues());
        words("true_values", declared.trueValues());
        words("false_values", declared.falseValues());
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> format = format(type.get());
        booleanWords(type.get());
        Optional<ZoneId> timeZone = timeZone(type.get(), format);
        Sensitivity sensitivity = sensitivity(type.get(), declared.sensitive(), format);
        Constraints constraints =
                new ConstraintsChecker(path + ".constraints", declared, type.get(), timeZone, problems).check();
        if (problems.count() > before) {
            return Optional.empty();
        }
        return Optional.of(new Field(
                label(),
                type.get(),
                Optional.ofNullable(declared.description()),
                format,
                constraints,
                declared.missingValues(),
                declared.trueValues(),
                declared.falseValues(),
                sensitivity,
                timeZone));
    }

    private String label() {
        return String.valueOf(declared.name());
    }

    private void parts(Optional<FieldType> type) {
        if (type.isPresent() && !declared.fields().isEmpty()) {
            expectNone("fields", type.get());
        }
        if (type.isPresent() && declared.items() != null) {
            expectNone("items", type.get());
        }
        if (type.isPresent() && declared.single() != null) {
            expectNone("single", type.get());
        }
    }

    private void expectNone(String key, FieldType type) {
        problems.add(path + "." + key, "field [%s] has %s, expected none for %s".formatted(label(), key, type.label()));
    }

    private Optional<FieldType> type() {
        Optional<FieldType> type = FieldType.ofLabel(declared.type());
        if (type.isEmpty()) {
            problems.add(path + ".type", "field [%s] has %s".formatted(label(), wrongType(declared.type())));
        }
        return type;
    }

    private String wrongType(@Nullable String type) {
        Optional<NestedType> nested = NestedType.ofLabel(type);
        if (nested.isPresent()) {
            return "the type %s, which only sources of kind entities have"
                    .formatted(nested.get().label());
        }
        String labels = Stream.concat(
                        Arrays.stream(FieldType.values()).map(FieldType::label),
                        where == FieldPlace.RECORD
                                ? Arrays.stream(NestedType.values()).map(NestedType::label)
                                : Stream.empty())
                .collect(Collectors.joining(", "));
        return type == null
                ? "no type, expected one of " + labels
                : "the unknown type \"%s\", expected one of %s".formatted(type, labels);
    }

    private Optional<String> format(FieldType type) {
        String format = declared.format();
        if (format == null || format.equals(DEFAULT_FORMAT)) {
            return Optional.empty();
        }
        if (FieldPatterns.hasPatterns(type)) {
            try {
                FieldPatterns.compile(type, format, where);
            } catch (DatePattern.PatternException e) {
                problems.add(
                        path + ".format",
                        "field [%s] has the %s pattern \"%s\": %s"
                                .formatted(label(), type.label(), format, e.getMessage()));
            }
        } else if (type != FieldType.STRING) {
            problems.add(
                    path + ".format",
                    "field [%s] has the format \"%s\", expected none for %s".formatted(label(), format, type.label()));
        } else if (TextFormat.ofLabel(format).isEmpty()) {
            String labels =
                    Arrays.stream(TextFormat.values()).map(TextFormat::label).collect(Collectors.joining(", "));
            problems.add(
                    path + ".format",
                    "field [%s] has the unknown String format \"%s\", expected one of %s"
                            .formatted(label(), format, labels));
        }
        return Optional.of(format);
    }

    private Optional<ZoneId> timeZone(FieldType type, Optional<String> format) {
        String name = declared.timeZone();
        if (name == null) {
            return Optional.empty();
        }
        if (type != FieldType.DATE_TIME) {
            expectNone("time_zone", type);
            return Optional.empty();
        }
        if (format.isPresent()) {
            problems.add(
                    path + ".time_zone",
                    "field [%s] has time_zone and format, expected one of them: a DateTime with a format has no zone"
                            .formatted(label()));
            return Optional.empty();
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            problems.add(
                    path + ".time_zone",
                    "field [%s] has the time_zone \"%s\", expected an IANA name like Asia/Taipei"
                            .formatted(label(), FieldPlace.shown(name)));
            return Optional.empty();
        }
        return Optional.of(ZoneId.of(name));
    }

    private void words(String key, List<String> words) {
        if (words.size() > MAX_WORDS) {
            problems.add(
                    path + "." + key,
                    "field [%s] has %d %s, expected at most %d".formatted(label(), words.size(), key, MAX_WORDS));
        }
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i) == null) {
                problems.add(
                        path + "." + key + "[" + i + "]",
                        "field [%s] has a null here, expected text".formatted(label()));
            }
        }
    }

    private void booleanWords(FieldType type) {
        boolean declaresWords =
                !declared.trueValues().isEmpty() || !declared.falseValues().isEmpty();
        if (type != FieldType.BOOLEAN) {
            if (declaresWords) {
                String key = declared.trueValues().isEmpty() ? "false_values" : "true_values";
                problems.add(
                        path + "." + key,
                        "field [%s] has %s, expected none for %s".formatted(label(), key, type.label()));
            }
            return;
        }
        if (declared.trueValues().isEmpty()) {
            contradiction("false_values", declared.falseValues(), "true", "1");
        } else if (declared.falseValues().isEmpty()) {
            contradiction("true_values", declared.trueValues(), "false", "0");
        } else {
            HashSet<String> both = new HashSet<>(declared.trueValues());
            both.retainAll(declared.falseValues());
            for (String word : both) {
                problems.add(
                        path + ".false_values",
                        "field [%s] has \"%s\" for true and for false".formatted(label(), word));
            }
        }
    }

    private void contradiction(String key, List<String> words, String name, String digit) {
        for (String word : words) {
            if (word != null && (Ascii.equalsIgnoringCase(word, name) || word.equals(digit))) {
                problems.add(
                        path + "." + key,
                        "field [%s] has \"%s\", which says %s by default".formatted(label(), word, name));
            }
        }
    }

    private Sensitivity sensitivity(
            FieldType type, @Nullable SensitivityDeclaration sensitive, Optional<String> format) {
        if (sensitive == null) {
            return new Sensitivity.None();
        }
        String policy = sensitive.policy();
        if ("require_hashed".equals(policy)) {
            requireHashed(type, sensitive, format);
            return new Sensitivity.RequireHashed();
        }
        if (!"hash".equals(policy)) {
            problems.add(
                    path + ".sensitive.policy",
                    "field [%s] has the policy %s, expected \"require_hashed\" or \"hash\""
                            .formatted(label(), policy == null ? "null" : '"' + policy + '"'));
            return new Sensitivity.None();
        }
        String normalize = sensitive.normalize();
        Optional<Normalization> normalization =
                normalize == null ? Optional.of(Normalization.NONE) : Normalization.ofLabel(normalize);
        if (normalization.isEmpty()) {
            problems.add(
                    path + ".sensitive.normalize",
                    "field [%s] has normalize \"%s\", expected email, phone or none".formatted(label(), normalize));
        }
        return new Sensitivity.Hash(normalization.orElse(Normalization.NONE));
    }

    private void requireHashed(FieldType type, SensitivityDeclaration sensitive, Optional<String> format) {
        if (type != FieldType.STRING) {
            problems.add(
                    path + ".sensitive.policy",
                    "field [%s] is of type %s, expected String: require_hashed takes only 64 hex digits"
                            .formatted(label(), type.label()));
        }
        if (format.isPresent()
                && TextFormat.ofLabel(format.get())
                        .filter(TextFormat.SHA256::equals)
                        .isEmpty()) {
            problems.add(
                    path + ".format",
                    "field [%s] has the format \"%s\", expected none or sha256: require_hashed takes only 64 hex digits"
                            .formatted(label(), format.get()));
        }
        if (sensitive.normalize() != null && !sensitive.normalize().equals(Normalization.NONE.label())) {
            problems.add(
                    path + ".sensitive.normalize",
                    "field [%s] has normalize \"%s\", expected none with require_hashed"
                            .formatted(label(), sensitive.normalize()));
        }
    }
}
