package io.sluice.engine.schema;

import io.sluice.engine.value.DatePattern;
import java.util.Optional;

/// The date patterns of fields: the letters that each type allows, and those it requires.
public final class FieldPatterns {
    private FieldPatterns() {}

    /// The pattern of a checked field; empty for the default of its type and for types without patterns.
    public static Optional<DatePattern> of(Field field) {
        if (field.format().isEmpty() || !hasPatterns(field.type())) {
            return Optional.empty();
        }
        try {
            return Optional.of(compile(field.type(), field.format().get()));
        } catch (DatePattern.PatternException e) {
            throw new IllegalStateException("a checked field has a bad pattern: " + field.name(), e);
        }
    }

    static boolean hasPatterns(FieldType type) {
        return switch (type) {
            case DATE, DATE_TIME, TIME, YEAR, YEAR_MONTH -> true;
            case INTEGER, DECIMAL, DOUBLE, STRING, BOOLEAN -> false;
        };
    }

    /// A pattern with all the letters that the type allows anywhere.
    public static DatePattern compile(FieldType type, String pattern) throws DatePattern.PatternException {
        return compile(type, pattern, FieldPlace.RECORD);
    }

    /// A column with a pattern is a time without a zone (spec 5 section 3), so it has no offset.
    static DatePattern compile(FieldType type, String pattern, FieldPlace where) throws DatePattern.PatternException {
        return switch (type) {
            case DATE -> DatePattern.compile(pattern, "yMd", "yMd");
            case DATE_TIME ->
                DatePattern.compile(
                        pattern,
                        switch (where) {
                            case COLUMN -> "yMdTHmsS";
                            case RECORD -> "yMdTHmsSX";
                        },
                        "yMdHm");
            case TIME -> DatePattern.compile(pattern, "HmsS", "Hm");
            case YEAR -> DatePattern.compile(pattern, "y", "y");
            case YEAR_MONTH -> DatePattern.compile(pattern, "yM", "yM");
            case INTEGER, DECIMAL, DOUBLE, STRING, BOOLEAN ->
                throw new IllegalArgumentException(type.label() + " has no patterns");
        };
    }
}
