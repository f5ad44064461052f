package io.sluice.engine.reference;

import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Checks the cells of one field in the order of spec 4 section 1, and remembers the values of a unique
/// field.
final class ReferenceCells {
    private final FieldDeclaration field;
    private final boolean keyPart;
    private final Set<Object> seen = new HashSet<>();

    ReferenceCells(FieldDeclaration field, boolean keyPart) {
        this.field = field;
        this.keyPart = keyPart;
    }

    String name() {
        return Objects.requireNonNull(field.name());
    }

    boolean isSensitive() {
        return field.sensitive() != null;
    }

    private boolean isMissing(String text) {
        return text.isEmpty() || field.missingValues().contains(text);
    }

    /// Whether the cell is missing, or of the field's type and format.
    boolean fits(String text) {
        return isMissing(text) || TypedValues.read(field, text).isPresent();
    }

    /// Whether the cell has a value of another type than String.
    boolean isTypedValue(String text) {
        return !isMissing(text) && !"string".equalsIgnoreCase(field.type());
    }

    /// The value of a valid cell, as `unique` and keys compare it.
    Object key(String text) {
        return normalized(TypedValues.read(field, text).orElseThrow());
    }

    private Object normalized(Object value) {
        SensitivityDeclaration sensitive = field.sensitive();
        if (sensitive == null || sensitive.normalize() == null) {
            return value;
        }
        String text = (String) value;
        return switch (sensitive.normalize()) {
            case "email" -> text.strip().toLowerCase(Locale.ROOT);
            case "phone" -> (text.replaceAll("[^0-9+]", "").startsWith("+") ? "+" : "") + text.replaceAll("[^0-9]", "");
            default -> text;
        };
    }

    private boolean isUnhashed(String text) {
        SensitivityDeclaration sensitive = field.sensitive();
        return sensitive != null && "require_hashed".equals(sensitive.policy()) && !StringFormats.isHash(text);
    }

    /// Whether the field has a form, and the text is a value of it.
    boolean isParticularly(String text) {
        SensitivityDeclaration sensitive = field.sensitive();
        String normalize = sensitive == null ? null : sensitive.normalize();
        boolean hasForm = !"string".equalsIgnoreCase(field.type())
                || field.format() != null
                || field.constraints().containsKey("pattern")
                || field.constraints().containsKey("enum")
                || (sensitive != null && "require_hashed".equals(sensitive.policy()))
                || ("email".equals(normalize) && StringFormats.accepts("email", text))
                || ("phone".equals(normalize) && StringFormats.accepts("phone", text));
        return hasForm && !isMissing(text) && fault(text).isEmpty();
    }

    Optional<CellFault> check(String text) {
        Optional<CellFault> fault = fault(text);
        if (fault.isPresent() || isMissing(text) || !isSet("unique")) {
            return fault;
        }
        return seen.add(key(text)) ? Optional.empty() : Optional.of(CellFault.DUPLICATE);
    }

    /// What is wrong with the cell by itself.
    Optional<CellFault> fault(String text) {
        if (isMissing(text)) {
            return keyPart || isSet("required") ? Optional.of(CellFault.ofRule("required")) : Optional.empty();
        }
        Optional<Comparable<?>> value = TypedValues.read(field, text);
        if (value.isEmpty()) {
            return Optional.of(CellFault.TYPE);
        }
        if (isUnhashed(text)) {
            return Optional.of(CellFault.NOT_HASHED);
        }
        return List.of(
                        "minLength",
                        "maxLength",
                        "minimum",
                        "maximum",
                        "exclusiveMinimum",
                        "exclusiveMaximum",
                        "pattern",
                        "enum",
                        "precision",
                        "scale")
                .stream()
                .filter(rule -> applies(rule) && !holds(rule, text, value.get()))
                .findFirst()
                .map(CellFault::ofRule);
    }

    private boolean isSet(String rule) {
        return Boolean.TRUE.equals(field.constraints().get(rule));
    }

    /// Precision and scale each give the other a default.
    private boolean applies(String rule) {
        return field.constraints().containsKey(rule)
                || ((rule.equals("precision") || rule.equals("scale")) && TypedValues.limitsDigits(field));
    }

    private boolean holds(String rule, String text, Comparable<?> value) {
        if (rule.equals("precision")) {
            return integerDigits(text) <= digits("precision", 38) - scale();
        }
        if (rule.equals("scale")) {
            return fractionDigits(text) <= scale();
        }
        Object bound = Objects.requireNonNull(field.constraints().get(rule));
        return switch (rule) {
            case "minLength" -> text.codePointCount(0, text.length()) >= ((Number) bound).intValue();
            case "maxLength" -> text.codePointCount(0, text.length()) <= ((Number) bound).intValue();
            case "minimum" -> compare(value, bound) >= 0;
            case "maximum" -> compare(value, bound) <= 0;
            case "exclusiveMinimum" -> compare(value, bound) > 0;
            case "exclusiveMaximum" -> compare(value, bound) < 0;
            case "pattern" -> KnownPattern.of((String) bound).matches(text);
            case "enum" -> ((List<?>) bound).stream().anyMatch(allowed -> compare(value, allowed) == 0);
            default -> throw new IllegalArgumentException("unknown rule " + rule);
        };
    }

    private int scale() {
        return digits("scale", 0);
    }

    private int digits(String constraint, int otherwise) {
        return field.constraints().get(constraint) instanceof Number number ? number.intValue() : otherwise;
    }

    private static int integerDigits(String text) {
        String digits = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        String whole = digits.contains(".") ? digits.substring(0, digits.indexOf('.')) : digits;
        int zeros = 0;
        while (zeros < whole.length() && whole.charAt(zeros) == '0') {
            zeros++;
        }
        return whole.length() - zeros;
    }

    private static int fractionDigits(String text) {
        return text.contains(".") ? text.length() - text.indexOf('.') - 1 : 0;
    }

    /// Bounds are JSON numbers, or texts in the ISO form of the type.
    private int compare(Comparable<?> value, Object bound) {
        if (bound instanceof Number number) {
            return new BigDecimal(value.toString()).compareTo(new BigDecimal(number.toString()));
        }
        FieldDeclaration iso = field.withFormat(null);
        return compareSame(value, TypedValues.read(iso, (String) bound).orElseThrow());
    }

    @SuppressWarnings("unchecked") // both were read as the field's type
    private static <T> int compareSame(Comparable<T> value, Object bound) {
        return value.compareTo((T) bound);
    }
}
