package io.sluice.engine.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks the constraints of one field: each is known, allowed for the type and well-formed, and no two
/// contradict each other.
final class ConstraintsChecker {
    private static final int MAX_DIGITS = 38;
    private static final int MAX_PATTERN = 1_000;
    private static final int MAX_ALLOWED = 10_000;
    private static final Set<FieldType> ALL = EnumSet.allOf(FieldType.class);
    private static final Set<FieldType> TEXT = EnumSet.of(FieldType.STRING);
    private static final Set<FieldType> ORDERED = EnumSet.complementOf(EnumSet.of(FieldType.STRING, FieldType.BOOLEAN));
    private static final Set<FieldType> DECIMAL = EnumSet.of(FieldType.DECIMAL);

    private static final List<String> NAMES = List.of(
            "required",
            "unique",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "pattern",
            "enum",
            "precision",
            "scale");

    private final String path;
    private final FieldDeclaration field;
    private final FieldType type;
    private final TypedTexts typed;
    private final ProblemCollector problems;

    /// @param timeZone of bounds that are written without one
    ConstraintsChecker(
            String path, FieldDeclaration field, FieldType type, Optional<ZoneId> timeZone, ProblemCollector problems) {
        this.path = path;
        this.field = field;
        this.type = type;
        this.typed = new TypedTexts(field, type, timeZone);
        this.problems = problems;
    }

    Constraints check() {
        field.constraints().keySet().forEach(this::known);
        OptionalInt minLength = length("minLength", 0, Integer.MAX_VALUE);
        OptionalInt maxLength = length("maxLength", 0, Integer.MAX_VALUE);
        OptionalInt precision = length("precision", 1, MAX_DIGITS);
        OptionalInt scale = length("scale", 0, MAX_DIGITS);
        Optional<String> minimum = bound("minimum");
        Optional<String> maximum = bound("maximum");
        Optional<String> exclusiveMinimum = bound("exclusiveMinimum");
        Optional<String> exclusiveMaximum = bound("exclusiveMaximum");
        ordered("minLength", minLength, "maxLength", maxLength);
        ordered("scale", scale, "precision", precision);
        ordered("minimum", minimum, "maximum", maximum, 0);
        ordered("minimum", minimum, "exclusiveMaximum", exclusiveMaximum, -1);
        ordered("exclusiveMinimum", exclusiveMinimum, "maximum", maximum, -1);
        ordered("exclusiveMinimum", exclusiveMinimum, "exclusiveMaximum", exclusiveMaximum, -1);
        return new Constraints(
                flag("required"),
                flag("unique"),
                minLength,
                maxLength,
                minimum,
                maximum,
                exclusiveMinimum,
                exclusiveMaximum,
                pattern(),
                allowed(),
                precision,
                scale);
    }

    private static Set<FieldType> typesOf(String name) {
        return switch (name) {
            case "minLength", "maxLength", "pattern" -> TEXT;
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" -> ORDERED;
            case "precision", "scale" -> DECIMAL;
            default -> ALL;
        };
    }

    private void known(@Nullable String name) {
        if (name == null || !NAMES.contains(name)) {
            add(
                    String.valueOf(name),
                    "has the unknown constraint \"%s\", expected one of %s".formatted(name, String.join(", ", NAMES)));
        } else if (!typesOf(name).contains(type)) {
            add(name, "has the constraint %s, which the type %s does not allow".formatted(name, type.label()));
        }
    }

    /// The raw value of a constraint; null if it is not set or does not apply to the type.
    private @Nullable Object raw(String name) {
        return typesOf(name).contains(type) ? field.constraints().get(name) : null;
    }

    private boolean flag(String name) {
        Object value = raw(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        add(name, "has %s %s, expected true or false".formatted(name, shown(value)));
        return false;
    }

    private OptionalInt length(String name, int least, int most) {
        Object value = raw(name);
        if (value == null) {
            return OptionalInt.empty();
        }
        Optional<BigInteger> whole = value instanceof Number number ? TypedTexts.whole(number) : Optional.empty();
        if (whole.isPresent()
                && whole.get().compareTo(BigInteger.valueOf(least)) >= 0
                && whole.get().compareTo(BigInteger.valueOf(most)) <= 0) {
            return OptionalInt.of(whole.get().intValueExact());
        }
        add(name, "has %s %s, expected a whole number from %d to %d".formatted(name, shown(value), least, most));
        return OptionalInt.empty();
    }

    private Optional<String> bound(String name) {
        Object value = raw(name);
        if (value == null) {
            return Optional.empty();
        }
        Optional<String> text = typed.of(value);
        if (text.isEmpty()) {
            add(name, "has %s %s, expected %s".formatted(name, shown(value), typed.form()));
        }
        return text;
    }

    private Optional<Pattern> pattern() {
        Object value = raw("pattern");
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            add("pattern", "has pattern %s, expected text".formatted(shown(value)));
            return Optional.empty();
        }
        if (text.length() > MAX_PATTERN) {
            add("pattern", "has a pattern of %d characters, expected at most %d".formatted(text.length(), MAX_PATTERN));
            return Optional.empty();
        }
        if (!PatternCost.isAffordable(text)) {
            add(
                    "pattern",
                    "has the pattern \"%s\", whose repetitions are too large; repeat or nest less".formatted(text));
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            add("pattern", "has the pattern \"%s\", expected RE2 syntax: %s".formatted(text, e.getMessage()));
            return Optional.empty();
        } catch (StackOverflowError e) {
            // RE2/J compiles by recursion, one level for each optional repetition; how deep it gets depends
            // on the thread.
            add("pattern", "has the pattern \"%s\", which is nested too deeply".formatted(text));
            return Optional.empty();
        }
    }

    private List<String> allowed() {
        Object value = raw("enum");
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> values) || values.isEmpty() || values.size() > MAX_ALLOWED) {
            add("enum", "has enum %s, expected a list of 1 to %d values".formatted(shown(value), MAX_ALLOWED));
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Optional<String> text = typed.of(values.get(i));
            if (text.isEmpty()) {
                add(
                        "enum[" + i + "]",
                        "has the enum value %s, expected %s".formatted(shown(values.get(i)), typed.form()));
            }
            text.ifPresent(texts::add);
        }
        return texts;
    }

    private void ordered(String lowName, OptionalInt low, String highName, OptionalInt high) {
        if (low.isPresent() && high.isPresent() && low.getAsInt() > high.getAsInt()) {
            contradiction(lowName, low.getAsInt(), highName, high.getAsInt());
        }
    }

    /// @param most the largest allowed result of comparing the lower with the upper bound
    private void ordered(String lowName, Optional<String> low, String highName, Optional<String> high, int most) {
        if (low.isPresent() && high.isPresent() && typed.order(low.get()).compareTo(typed.order(high.get())) > most) {
            contradiction(lowName, low.get(), highName, high.get());
        }
    }

    private void contradiction(String lowName, Object low, String highName, Object high) {
        add(lowName, "has %s %s and %s %s, which no value fulfils".formatted(lowName, low, highName, high));
    }

    private void add(String name, String message) {
        problems.add(path + "." + name, "field [%s] %s".formatted(field.name(), message));
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> '"' + text + '"';
            case List<?> list -> list.isEmpty() ? "[]" : "of " + list.size() + " values";
            case Map<?, ?> map -> "{…}";
            default -> value.toString();
        };
    }
}
