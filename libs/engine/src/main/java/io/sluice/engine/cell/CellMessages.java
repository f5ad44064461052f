package io.sluice.engine.cell;

import com.google.re2j.Pattern;
import io.sluice.engine.schema.Constraints;
import io.sluice.engine.schema.Field;
import io.sluice.engine.value.Symbols;
import io.sluice.engine.value.TextFormat;
import java.util.List;
import java.util.OptionalInt;

/// The message for a cell with an error. It shows the value only in the form it is handed, so nothing of a
/// hidden value can appear.
public final class CellMessages {
    private static final int LISTED = 10;
    private static final int LONGEST = 120;

    private CellMessages() {}

    /// The plain sentence, followed by the details.
    ///
    /// @param shown the value as the report shows it, quoted or masked
    public static String message(Field field, CellResult result, String shown) {
        return switch (result) {
            case VALID -> throw new IllegalArgumentException("a valid cell has no message");
            case WRONG_TYPE ->
                "Invalid data type in column [%s]: %s is not %s".formatted(field.name(), shown, expected(field));
            case NOT_HASHED ->
                "Value not hashed in column [%s]: %s is not 64 hex digits (SHA-256)".formatted(field.name(), shown);
            default ->
                "Value not allowed in column [%s] (%s): %s %s"
                        .formatted(
                                field.name(),
                                result.rule().orElseThrow(),
                                shown,
                                violation(field.constraints(), result));
        };
    }

    private static String expected(Field field) {
        String format = field.format().map(text -> " (" + text + ")").orElse("");
        return switch (field.type()) {
            case INTEGER -> "an Integer (digits with an optional sign)";
            case DECIMAL -> "a Decimal (digits with an optional sign and point)";
            case DOUBLE -> "a Double (digits with an optional sign, point and exponent)";
            case STRING ->
                field.format()
                        .flatMap(TextFormat::ofLabel)
                        .map(TextFormat::meaning)
                        .orElse("a String");
            case BOOLEAN -> "a Boolean (" + words(field) + ")";
            case DATE -> "a Date" + (format.isEmpty() ? " (yyyy-MM-dd)" : format);
            case DATE_TIME ->
                "a DateTime"
                        + (format.isEmpty()
                                ? " (yyyy-MM-dd'T'HH:mm:ss with optional fraction and optional Z or ±HH:mm)"
                                : format);
            case TIME -> "a Time" + (format.isEmpty() ? " (HH:mm:ss with optional fraction)" : format);
            case YEAR -> "a Year" + (format.isEmpty() ? " (4 digits)" : format);
            case YEAR_MONTH -> "a YearMonth" + (format.isEmpty() ? " (yyyy-MM)" : format);
        };
    }

    private static String words(Field field) {
        return (field.trueValues().isEmpty() ? "true, 1" : listed(field.trueValues())) + "; "
                + (field.falseValues().isEmpty() ? "false, 0" : listed(field.falseValues()));
    }

    private static String violation(Constraints constraints, CellResult result) {
        return switch (result) {
            case VALID, WRONG_TYPE, NOT_HASHED -> throw new IllegalArgumentException(result + " is no constraint");
            case MIN_LENGTH -> "is shorter than " + counted(constraints.minLength(), "character");
            case MAX_LENGTH -> "is longer than " + counted(constraints.maxLength(), "character");
            case MINIMUM -> "is below " + constraints.minimum().orElseThrow();
            case MAXIMUM -> "is above " + constraints.maximum().orElseThrow();
            case EXCLUSIVE_MINIMUM ->
                "is not above " + constraints.exclusiveMinimum().orElseThrow();
            case EXCLUSIVE_MAXIMUM ->
                "is not below " + constraints.exclusiveMaximum().orElseThrow();
            case PATTERN ->
                "does not match "
                        + shortened(constraints.pattern().map(Pattern::pattern).orElseThrow());
            case ENUM -> "is none of " + listed(constraints.allowed());
            case PRECISION -> precision(constraints);
            case SCALE -> scale(constraints);
        };
    }

    private static String precision(Constraints constraints) {
        int whole = constraints.decimalPrecision() - constraints.decimalScale();
        return "has more than " + counted(OptionalInt.of(whole), "digit") + " before the point"
                + (constraints.precision().isPresent() ? "" : " (a Decimal has at most 38 in all)");
    }

    private static String scale(Constraints constraints) {
        return "has more than " + counted(OptionalInt.of(constraints.decimalScale()), "digit") + " after the point"
                + (constraints.scale().isPresent() ? "" : " (precision without scale allows none)");
    }

    private static String listed(List<String> texts) {
        String first = String.join(", ", texts.subList(0, Math.min(LISTED, texts.size())));
        String shown = shortened(first);
        return texts.size() <= LISTED ? shown : shown + " and " + (texts.size() - LISTED) + " more";
    }

    private static String shortened(String text) {
        String visible = Symbols.visible(text);
        return visible.codePointCount(0, visible.length()) <= LONGEST
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, LONGEST)) + "…";
    }

    private static String counted(OptionalInt count, String noun) {
        int number = count.orElseThrow();
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
