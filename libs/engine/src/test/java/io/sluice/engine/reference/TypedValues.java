package io.sluice.engine.reference;

import io.sluice.engine.schema.FieldDeclaration;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Parses the text of a cell as a value of its field's type; empty if it is not one. Values with the same
/// meaning are equal.
final class TypedValues {
    private TypedValues() {}

    static Optional<Comparable<?>> read(FieldDeclaration field, String text) {
        String type = Objects.requireNonNull(field.type()).toLowerCase(Locale.ROOT);
        return switch (type) {
            case "integer" -> integer(text);
            case "decimal" -> decimal(text, limitsDigits(field));
            case "double" -> floating(text);
            case "boolean" -> bool(field, text);
            case "string" -> StringFormats.accepts(field.format(), text) ? Optional.of(text) : Optional.empty();
            default -> temporal(type, field, text);
        };
    }

    private static Optional<Comparable<?>> integer(String text) {
        if (!allDigits(unsigned(text))) {
            return Optional.empty();
        }
        BigInteger number = new BigInteger(text);
        return number.bitLength() < Long.SIZE ? Optional.of(number.longValueExact()) : Optional.empty();
    }

    /// Whether a Decimal field declares how many digits its values have.
    static boolean limitsDigits(FieldDeclaration field) {
        return field.constraints().containsKey("precision")
                || field.constraints().containsKey("scale");
    }

    private static Optional<Comparable<?>> decimal(String text, boolean anyDigits) {
        if (!isPlainNumber(text)) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        boolean fits = anyDigits
                || number.signum() == 0
                || (number.precision() - number.scale() <= 20 && number.scale() <= 18);
        return fits ? Optional.of(number) : Optional.empty();
    }

    private static Optional<Comparable<?>> floating(String text) {
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        String mantissa = e < 0 ? text : text.substring(0, e);
        if (!isPlainNumber(mantissa) || (e >= 0 && !allDigits(unsigned(text.substring(e + 1))))) {
            return Optional.empty();
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? Optional.of(number == 0 ? 0.0 : number) : Optional.empty();
    }

    private static boolean isPlainNumber(String text) {
        String unsigned = unsigned(text);
        int point = unsigned.indexOf('.');
        return point < 0
                ? allDigits(unsigned)
                : allDigits(unsigned.substring(0, point)) && allDigits(unsigned.substring(point + 1));
    }

    private static String unsigned(String text) {
        return text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    }

    static boolean allDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Optional<Comparable<?>> bool(FieldDeclaration field, String text) {
        List<String> trueValues = field.trueValues().isEmpty() ? List.of("true", "1") : field.trueValues();
        List<String> falseValues = field.falseValues().isEmpty() ? List.of("false", "0") : field.falseValues();
        String trueText = field.trueValues().isEmpty() ? asciiLowerCase(text) : text;
        String falseText = field.falseValues().isEmpty() ? asciiLowerCase(text) : text;
        if (trueValues.contains(trueText)) {
            return Optional.of(true);
        }
        return falseValues.contains(falseText) ? Optional.of(false) : Optional.empty();
    }

    private static String asciiLowerCase(String text) {
        StringBuilder lower = new StringBuilder();
        text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return lower.toString();
    }

    private static Optional<Comparable<?>> temporal(String type, FieldDeclaration field, String text) {
        String format = field.format();
        DateParts parts = new DateParts();
        boolean fits = format != null ? parts.readPattern(format, text) : parts.readDefault(type, text);
        if (!fits || parts.year() < 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    switch (type) {
                        case "date" -> LocalDate.of(parts.year(), parts.month(), parts.day());
                        case "time" -> time(parts);
                        case "datetime" ->
                            utc(
                                    LocalDateTime.of(
                                            LocalDate.of(parts.year(), parts.month(), parts.day()), time(parts)),
                                    parts,
                                    zone(field));
                        case "year" -> Year.of(parts.year());
                        case "yearmonth" -> YearMonth.of(parts.year(), parts.month());
                        default -> throw new IllegalArgumentException("unknown type " + type);
                    });
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ZoneId zone(FieldDeclaration field) {
        return field.timeZone() == null ? ZoneOffset.UTC : ZoneId.of(field.timeZone());
    }

    private static LocalDateTime utc(LocalDateTime local, DateParts parts, ZoneId zone) {
        if (parts.offset().isEmpty() && zone.getRules().getValidOffsets(local).isEmpty()) {
            throw new DateTimeException(local + " does not exist in " + zone);
        }
        ZonedDateTime moment =
                local.atZone(parts.offset().<ZoneId>map(offset -> offset).orElse(zone));
        return moment.withEarlierOffsetAtOverlap()
                .withZoneSameInstant(ZoneOffset.UTC)
                .toLocalDateTime();
    }

    private static LocalTime time(DateParts parts) {
        return LocalTime.of(parts.hour(), parts.minute(), parts.second(), parts.nano());
    }
}
