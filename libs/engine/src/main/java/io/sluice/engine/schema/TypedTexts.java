package io.sluice.engine.schema;

import io.sluice.engine.value.Booleans;
import io.sluice.engine.value.DateTimes;
import io.sluice.engine.value.Dates;
import io.sluice.engine.value.Decimals;
import io.sluice.engine.value.Doubles;
import io.sluice.engine.value.Integers;
import io.sluice.engine.value.Times;
import io.sluice.engine.value.Years;
import io.sluice.engine.value.ZoneOffsets;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The values of constraints as texts of their field's type, dates in ISO form.
final class TypedTexts {
    private static final int LONGEST = 1_000;

    private final FieldDeclaration field;
    private final FieldType type;
    private final ZoneOffsets zone;

    /// @param timeZone of DateTimes that are written without one
    TypedTexts(FieldDeclaration field, FieldType type, Optional<ZoneId> timeZone) {
        this.field = field;
        this.type = type;
        this.zone = ZoneOffsets.of(timeZone);
    }

    /// The text of a JSON value; empty if it is not of the type.
    Optional<String> of(@Nullable Object json) {
        Optional<String> text = switch (json) {
            case null -> Optional.empty();
            case Boolean flag when type == FieldType.BOOLEAN -> Optional.of(word(field, flag));
            case Number number -> number(type, number);
            case String written -> Optional.of(written);
            default -> Optional.empty();
        };
        return text.filter(this::isValid);
    }

    /// A number with the same order as the values of the type.
    BigDecimal order(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int end = bytes.length;
        return switch (type) {
            case INTEGER, DECIMAL -> new BigDecimal(text);
            case DOUBLE -> new BigDecimal(Doubles.value(bytes, 0, end));
            case DATE -> BigDecimal.valueOf(Dates.parse(bytes, 0, end));
            case DATE_TIME ->
                BigDecimal.valueOf(DateTimes.parse(bytes, 0, end, zone))
                        .add(BigDecimal.valueOf(DateTimes.nanos(bytes, 0, end), 9));
            case TIME -> BigDecimal.valueOf(Times.parse(bytes, 0, end));
            case YEAR -> BigDecimal.valueOf(Years.parseYear(bytes, 0, end));
            case YEAR_MONTH -> BigDecimal.valueOf(Years.parseYearMonth(bytes, 0, end));
            case STRING, BOOLEAN -> throw new IllegalArgumentException(type.label() + " has no order");
        };
    }

    /// The form of a bound, for messages.
    String form() {
        return switch (type) {
            case INTEGER -> "an Integer";
            case DECIMAL -> "a Decimal of at most 38 digits";
            case DOUBLE -> "a Double";
            case STRING -> "text";
            case BOOLEAN -> "a Boolean";
            case DATE -> "a Date as yyyy-MM-dd";
            case DATE_TIME -> "a DateTime as yyyy-MM-ddTHH:mm:ss";
            case TIME -> "a Time as HH:mm:ss";
            case YEAR -> "a Year of 4 digits";
            case YEAR_MONTH -> "a YearMonth as yyyy-MM";
        };
    }

    private boolean isValid(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int end = bytes.length;
        return switch (type) {
            case INTEGER -> Integers.parse(bytes, 0, end) != Integers.INVALID || Integers.isSmallest(bytes, 0, end);
            case DECIMAL -> isBound(bytes, end);
            case DOUBLE -> Doubles.isValid(bytes, 0, end);
            case STRING -> true;
            case BOOLEAN -> isWord(field, text, bytes);
            case DATE -> Dates.isValid(bytes, 0, end);
            case DATE_TIME -> DateTimes.parse(bytes, 0, end, zone) != DateTimes.INVALID;
            case TIME -> Times.parse(bytes, 0, end) != Times.INVALID;
            case YEAR -> Years.parseYear(bytes, 0, end) != Years.INVALID;
            case YEAR_MONTH -> Years.parseYearMonth(bytes, 0, end) != Years.INVALID;
        };
    }

    /// Whether the text is a Decimal of at most 38 digits, zeros at both ends aside.
    private static boolean isBound(byte[] bytes, int end) {
        int shape = Decimals.shape(bytes, 0, end);
        if (shape == Decimals.INVALID || Decimals.fractionDigits(shape) > LONGEST) {
            return false;
        }
        return Decimals.wholeDigits(shape) <= Decimals.MAX_DIGITS
                && Decimals.exact(bytes, 0, end).stripTrailingZeros().scale()
                        <= Decimals.MAX_DIGITS - Decimals.wholeDigits(shape);
    }

    private static boolean isWord(FieldDeclaration field, String text, byte[] bytes) {
        int plain = Booleans.parse(bytes, 0, bytes.length);
        return (field.trueValues().isEmpty() ? plain == 1 : field.trueValues().contains(text))
                || (field.falseValues().isEmpty()
                        ? plain == 0
                        : field.falseValues().contains(text));
    }

    private static String word(FieldDeclaration field, boolean flag) {
        var words = flag ? field.trueValues() : field.falseValues();
        return words.isEmpty() ? String.valueOf(flag) : String.valueOf(words.getFirst());
    }

    private static Optional<String> number(FieldType type, Number number) {
        return switch (type) {
            case INTEGER, YEAR -> whole(number).map(BigInteger::toString);
            case DECIMAL -> exact(number).filter(TypedTexts::isSmall).map(BigDecimal::toPlainString);
            case DOUBLE -> exact(number).map(BigDecimal::toString);
            case STRING, BOOLEAN, DATE, DATE_TIME, TIME, YEAR_MONTH -> Optional.empty();
        };
    }

    /// The number as an integer; empty if it has a fraction or is far too large.
    static Optional<BigInteger> whole(Number number) {
        return exact(number)
                .filter(TypedTexts::isSmall)
                .filter(value -> value.stripTrailingZeros().scale() <= 0)
                .map(BigDecimal::toBigInteger);
    }

    /// Whether the number can be written with all its digits at a reasonable length.
    private static boolean isSmall(BigDecimal value) {
        return Math.abs((long) value.scale()) <= 100 && value.precision() <= 100;
    }

    private static Optional<BigDecimal> exact(Number number) {
        return switch (number) {
            case BigDecimal decimal -> Optional.of(decimal);
            case BigInteger integer -> Optional.of(new BigDecimal(integer));
            case Double floating ->
                Double.isFinite(floating) ? Optional.of(BigDecimal.valueOf(floating)) : Optional.empty();
            case Float floating ->
                Float.isFinite(floating) ? Optional.of(new BigDecimal(floating.toString())) : Optional.empty();
            default -> Optional.of(BigDecimal.valueOf(number.longValue()));
        };
    }
}
