package io.sluice.engine.hint;

import io.sluice.engine.schema.FieldType;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values that people, spreadsheets and ERP systems write for numbers. Each step rewrites the value and notes
/// its advice; the advice counts if the rewritten value is accepted.
final class NumberHints {
    private static final Pattern EXPONENT = Pattern.compile("[+-]?([0-9])(?:[.,]([0-9]+))?([eE])([+-]?)([0-9]{1,4})");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern FRACTION = Pattern.compile("[+-]?[0-9]+\\.([0-9]+)");
    private static final String SPACES = "[ \\u00A0\\u202F\\u2009'’_]";
    private static final Pattern COMMA_GROUPS = Pattern.compile("[0-9]{1,3}(,[0-9]{2,3})*,[0-9]{3}(\\.[0-9]+)?");
    private static final Pattern POINT_GROUPS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{3}){2,}|[0-9]{1,3}(\\.[0-9]{3})+,[0-9]+");
    private static final Pattern SPACE_GROUPS = Pattern.compile("[0-9]{1,3}(" + SPACES + "[0-9]{3})+([.,][0-9]+)?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[0-9]+,[0-9]+([eE][+-]?[0-9]{1,4})?");
    private static final Pattern CURRENCY =
            Pattern.compile("(NT\\$|US\\$|HK\\$|\\p{Sc}|元|圓|円|USD|TWD|NTD|EUR|JPY|CNY|HKD|GBP|CHF|KRW|Rs\\.?)");

    private final Predicate<String> accepts;
    private final FieldType type;
    private final boolean required;
    private final List<String> advice = new ArrayList<>();
    private String rest;

    private NumberHints(String text, FieldType type, Predicate<String> accepts, boolean required) {
        this.rest = text;
        this.type = type;
        this.required = required;
        this.accepts = accepts;
    }

    static Optional<String> of(String text, FieldType type, Predicate<String> accepts, boolean required) {
        return new NumberHints(text, type, accepts, required).hint();
    }

    private Optional<String> hint() {
        String bare = Blanks.strip(rest);
        Matcher exponent = EXPONENT.matcher(bare);
        if (type != FieldType.DOUBLE && exponent.matches()) {
            return Optional.of(
                    digitsWereLost(exponent)
                            ? "digits were lost when it was saved by a spreadsheet, take the number from its source again"
                            : "write it without an exponent");
        }
        Optional<String> impossible = ofForm(bare);
        if (impossible.isPresent()) {
            return impossible;
        }
        rewrite();
        return !advice.isEmpty() && accepts.test(rest) ? Optional.of(String.join(", ", advice)) : ofRest(bare);
    }

    /// Whether fewer digits are written than the number has before its point.
    private static boolean digitsWereLost(Matcher exponent) {
        int written = 1 + (exponent.group(2) == null ? 0 : exponent.group(2).length());
        return exponent.group(3).equals("E")
                && exponent.group(4).equals("+")
                && Integer.parseInt(exponent.group(5)) >= written;
    }

    /// A value that has the form, or that of another number type, but cannot be.
    private Optional<String> ofForm(String bare) {
        boolean whole = WHOLE.matcher(bare).matches();
        Matcher fraction = FRACTION.matcher(bare);
        return switch (type) {
            case INTEGER -> {
                if (whole) {
                    yield Optional.of("it does not fit into 64 bits");
                }
                if (!fraction.matches()) {
                    yield Optional.empty();
                }
                String digits = fraction.group(1);
                yield Optional.of(
                        digits.matches("0+")
                                ? "write it without the point and what follows"
                                : digits.length() == 3
                                        ? "an Integer has no fraction; if the point groups digits, write it without"
                                        : "an Integer has no fraction");
            }
            case DECIMAL ->
                whole || fraction.matches()
                        ? Optional.of("a Decimal has at most 20 digits before the point and 18 after it")
                        : Optional.empty();
            default ->
                whole
                                || fraction.matches()
                                || (bare.indexOf(',') < 0
                                        && EXPONENT.matcher(bare).matches())
                        ? Optional.of("it is too large for a Double")
                        : Optional.empty();
        };
    }

    private void rewrite() {
        blanks();
        digits();
        if (rest.startsWith("'")) {
            step(rest.substring(1), "remove the apostrophe in front");
        }
        Matcher currency = CURRENCY.matcher(rest);
        if (currency.find()) {
            step(Blanks.strip(currency.replaceAll("")), "write it without the currency");
        }
        if (rest.endsWith("%") || rest.endsWith("％")) {
            step(
                    Blanks.strip(rest.substring(0, rest.length() - 1)),
                    "write it without the percent sign, in the unit that the source uses");
        }
        if (rest.startsWith("(") && rest.endsWith(")")) {
            step(
                    '-' + Blanks.strip(rest.substring(1, rest.length() - 1)),
                    "a minus goes in front, not brackets around");
        }
        if (rest.endsWith("-") && rest.length() > 1) {
            step('-' + Blanks.strip(rest.substring(0, rest.length() - 1)), "the minus goes in front");
        }
        if (rest.matches("[+-]\\s+[0-9].*")) {
            step(rest.charAt(0) + rest.substring(1).strip(), "the sign stands without a blank");
        }
        groups();
        if (rest.matches("[+-]?\\.[0-9]+")) {
            step(rest.replace(".", "0."), "a digit stands before the point");
        } else if (rest.matches("[+-]?[0-9]+\\.")) {
            step(rest.substring(0, rest.length() - 1), "a digit stands after the point");
        }
    }

    private void blanks() {
        String bare = Blanks.strip(rest);
        if (bare.length() < rest.length()) {
            step(bare, Blanks.around(rest));
        }
    }

    private void digits() {
        StringBuilder ascii = new StringBuilder();
        boolean otherDigits = false;
        boolean otherMinus = false;
        for (int symbol :
                Normalizer.normalize(rest, Normalizer.Form.NFC).codePoints().toArray()) {
            if (symbol > 0x7F && Character.digit(symbol, 10) >= 0) {
                ascii.append(Character.digit(symbol, 10));
                otherDigits = true;
            } else if (symbol == 0x2212
                    || symbol == 0x2013
                    || symbol == 0x2010
                    || symbol == 0x2011
                    || symbol == 0xFF0D) {
                ascii.append('-');
                otherMinus = true;
            } else if (symbol == 0xFF0E || symbol == 0xFF0C) {
                ascii.append(symbol == 0xFF0E ? '.' : ',');
                otherDigits = true;
            } else {
                ascii.appendCodePoint(symbol);
            }
        }
        if (otherDigits) {
            advice.add("write it with the digits 0 to 9 (ASCII), not full-width or other ones");
        }
        if (otherMinus) {
            advice.add("the minus is - (U+002D), not a dash or U+2212");
        }
        rest = ascii.toString();
    }

    private void groups() {
        String sign = rest.startsWith("-") || rest.startsWith("+") ? rest.substring(0, 1) : "";
        String core = rest.substring(sign.length());
        if (COMMA_GROUPS.matcher(core).matches()) {
            boolean mayBeDecimal =
                    type != FieldType.INTEGER && core.indexOf('.') < 0 && core.indexOf(',') == core.lastIndexOf(',');
            step(
                    sign + core.replace(",", ""),
                    "write it without group separators"
                            + (mayBeDecimal ? ", or with a point if the comma is the decimal sign" : ""));
        } else if (POINT_GROUPS.matcher(core).matches()) {
            step(
                    sign + core.replace(".", "").replace(',', '.'),
                    "write it without group separators" + (core.indexOf(',') < 0 ? "" : " and with a decimal point"));
        } else if (SPACE_GROUPS.matcher(core).matches()) {
            step(
                    sign + core.replaceAll(SPACES, "").replace(',', '.'),
                    "write it without group separators" + (core.indexOf(',') < 0 ? "" : " and with a decimal point"));
        } else if (DECIMAL_COMMA.matcher(core).matches()) {
            step(sign + core.replace(',', '.'), "the decimal sign is a point");
        }
    }

    private Optional<String> ofRest(String bare) {
        if (bare.matches("(?i)[+-]?(inf(inity)?|∞)")) {
            return Optional.of("infinity is no value, " + (required ? CellHints.NEEDS_VALUE : "leave the field empty"));
        }
        if (bare.matches("0[xX][0-9a-fA-F]+")) {
            return Optional.of("write it in decimal digits, not hexadecimal ones");
        }
        return type == FieldType.INTEGER && bare.matches("[+-]?[0-9]+,[0-9]{1,2}")
                ? Optional.of("an Integer has no fraction")
                : Optional.empty();
    }

    private void step(String rewritten, String said) {
        rest = rewritten;
        advice.add(said);
    }
}
