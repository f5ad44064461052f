package io.sluice.engine.cell;

import io.sluice.engine.schema.Constraints;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.FieldPatterns;
import io.sluice.engine.schema.Sensitivity;
import io.sluice.engine.value.DateFields;
import io.sluice.engine.value.DatePattern;
import io.sluice.engine.value.Dates;
import io.sluice.engine.value.Integers;
import io.sluice.engine.value.TextFormat;
import io.sluice.engine.value.Times;
import io.sluice.engine.value.Years;
import io.sluice.engine.value.ZoneOffsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Creates the check for a field.
public final class CellChecks {
    private CellChecks() {}

    /// A new check, for one run.
    ///
    /// @param needsKey whether the field is unique or part of the primary key
    public static CellCheck of(Field field, boolean needsKey) {
        return switch (field.sensitivity()) {
            case Sensitivity.None none -> typed(field, needsKey);
            case Sensitivity.RequireHashed requireHashed ->
                new HashedCheck(field.format().isPresent(), new TextRules(field.constraints()));
            case Sensitivity.Hash hash -> new NormalizedCheck(typed(field, needsKey), hash.normalization());
        };
    }

    private static CellCheck typed(Field field, boolean needsKey) {
        Constraints constraints = field.constraints();
        Optional<DatePattern> pattern = FieldPatterns.of(field);
        return switch (field.type()) {
            case INTEGER -> new IntegerCheck(LongRules.of(constraints, Integers::parse));
            case DECIMAL -> new DecimalCheck(constraints);
            case DOUBLE -> new DoubleCheck(constraints, needsKey);
            case STRING -> new StringCheck(format(field), new TextRules(constraints));
            case BOOLEAN -> new BooleanCheck(field.trueValues(), field.falseValues(), booleanRules(field));
            case DATE -> {
                LongRules rules = LongRules.of(constraints, Dates::parse);
                yield pattern.isPresent()
                        ? new PatternedLongCheck(pattern.get(), DateFields::epochDay, rules)
                        : new DateCheck(rules, needsKey);
            }
            case DATE_TIME -> {
                ZoneOffsets zone = ZoneOffsets.of(field.timeZone());
                yield new DateTimeCheck(pattern.orElse(null), zone, InstantRules.of(constraints, zone), needsKey);
            }
            case TIME -> {
                LongRules rules = LongRules.of(constraints, Times::parse);
                yield pattern.isPresent()
                        ? new PatternedLongCheck(pattern.get(), DateFields::nanoOfDay, rules)
                        : new TimeCheck(rules);
            }
            case YEAR -> {
                LongRules rules = LongRules.of(constraints, Years::parseYear);
                yield pattern.isPresent()
                        ? new PatternedLongCheck(pattern.get(), DateFields::year, rules)
                        : new YearCheck(rules);
            }
            case YEAR_MONTH -> {
                LongRules rules = LongRules.of(constraints, Years::parseYearMonth);
                yield pattern.isPresent()
                        ? new PatternedLongCheck(pattern.get(), DateFields::months, rules)
                        : new YearMonthCheck(rules);
            }
        };
    }

    private static @Nullable TextFormat format(Field field) {
        return field.format().flatMap(TextFormat::ofLabel).orElse(null);
    }

    /// The enum of a Boolean field is written in the field's own words.
    private static @Nullable LongRules booleanRules(Field field) {
        BooleanCheck words = new BooleanCheck(field.trueValues(), field.falseValues(), null);
        return LongRules.of(field.constraints(), (bytes, from, to) -> {
            words.check(bytes, from, to);
            return words.longKey();
        });
    }
}
