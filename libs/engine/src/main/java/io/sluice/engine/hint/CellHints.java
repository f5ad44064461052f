package io.sluice.engine.hint;

import io.sluice.engine.cell.CellCheck;
import io.sluice.engine.cell.CellChecks;
import io.sluice.engine.cell.CellResult;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.FieldType;
import io.sluice.engine.value.Symbols;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The likely cause of an error of a cell, and what to do about it. Almost every hint has a proof: the value
/// is accepted once the advice is followed.
///
/// A hint shows nothing of a hidden value except which kind of blank surrounds it.
public final class CellHints {
    /// Longer values are texts in the wrong column. No rule knows them.
    private static final int LONGEST = 200;

    static final String NEEDS_VALUE = "the column needs a value in every row";

    private static final Set<String> MISSING_WORDS = Set.of(
            "null",
            "\\n",
            "n/a",
            "na",
            "#n/a",
            "none",
            "nil",
            "nan",
            "-",
            "--",
            "(null)",
            "<null>",
            "n.a.",
            "#n/a n/a",
            "?",
            "missing",
            "undefined",
            "empty",
            "無",
            "无");
    private static final Set<String> TRUE_OR_FALSE = Set.of(
            "yes",
            "no",
            "y",
            "n",
            "t",
            "f",
            "on",
            "off",
            "是",
            "否",
            "ja",
            "nein",
            "oui",
            "non",
            "si",
            "sí",
            "wahr",
            "falsch",
            "vrai",
            "faux",
            "verdadero",
            "falso",
            "v",
            "x",
            "true",
            "false",
            "0",
            "1",
            "-1");
    private static final Pattern SHEET_ERROR =
            Pattern.compile("#(REF!|DIV/0!|VALUE!|NAME\\?|NUM!|NULL!|SPILL!|CALC!)|Err:[0-9]{3}");

    private final Field field;
    private final CellCheck check;
    private final CellResult result;
    private final boolean required;
    private final boolean hidden;

    private CellHints(Field field, CellResult result, boolean required, boolean hidden) {
        this.field = field;
        this.check = CellChecks.of(field, false);
        this.result = result;
        this.required = required;
        this.hidden = hidden;
    }

    /// The hint for a cell with this error.
    ///
    /// @param required whether each row needs a value
    /// @param hidden whether the value must not be shown
    public static Optional<String> of(
            Field field, CellResult result, byte[] bytes, int from, int to, boolean required, boolean hidden) {
        if (to - from > LONGEST) {
            return Optional.empty();
        }
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return new CellHints(field, result, required, hidden).of(text);
    }

    private Optional<String> of(String text) {
        if (result == CellResult.NOT_HASHED) {
            return Optional.of(ofHash(text));
        }
        Optional<String> blanks = Blanks.hint(text, this::isAccepted);
        if (blanks.isPresent()) {
            return blanks;
        }
        return result == CellResult.WRONG_TYPE ? ofType(text) : ofRule(text);
    }

    private Optional<String> ofType(String text) {
        String bare = Blanks.strip(text);
        if (bare.isEmpty()) {
            return Optional.of(
                    "it holds only blanks, " + (required ? NEEDS_VALUE : "an empty field is a missing value"));
        }
        if (MISSING_WORDS.contains(bare.toLowerCase(Locale.ROOT)) && !isAcceptedInOtherCase(bare)) {
            return Optional.of("if it stands for a missing value, "
                    + (required ? NEEDS_VALUE : "leave the field empty or name it in missing_values"));
        }
        if (SHEET_ERROR.matcher(bare).matches()) {
            return Optional.of("it is an error of a spreadsheet's formula, fix the formula");
        }
        if (bare.matches("#+")) {
            return Optional.of("the spreadsheet's column was too narrow to show the value, widen it");
        }
        return switch (field.type()) {
            case INTEGER, DECIMAL, DOUBLE -> NumberHints.of(text, field.type(), this::isAccepted, required);
            case DATE, DATE_TIME, TIME, YEAR, YEAR_MONTH -> DateHints.of(text, field, this::isAccepted, hidden);
            case BOOLEAN ->
                TRUE_OR_FALSE.contains(bare.toLowerCase(Locale.ROOT))
                        ? Optional.of("the source can name other words in true_values and false_values")
                        : Optional.empty();
            case STRING -> FormatHints.of(text, field, this::isAccepted, hidden);
        };
    }

    private Optional<String> ofRule(String text) {
        if (hidden && result == CellResult.ENUM) {
            // The message lists the allowed values. A way to come to one of them would reveal the cell.
            return Optional.empty();
        }
        if (field.type() == FieldType.STRING) {
            if (result == CellResult.ENUM) {
                Optional<String> meant = field.constraints().allowed().stream()
                        .filter(allowed -> allowed.equalsIgnoreCase(Blanks.strip(text)))
                        .findFirst();
                if (meant.isPresent()) {
                    return Optional.of("write it exactly so: " + Symbols.visible(meant.get()));
                }
            }
            if (text.matches("[0-9]{1,30}") && acceptsWithLeadingZeros(text)) {
                return Optional.of("leading zeros were lost, likely in a spreadsheet: format its column as text");
            }
            if (isAccepted(text.toUpperCase(Locale.ROOT))) {
                return Optional.of("write it in capital letters");
            }
            if (isAccepted(text.toLowerCase(Locale.ROOT))) {
                return Optional.of("write it in small letters");
            }
        }
        return Optional.empty();
    }

    /// `na` is no missing word where NA is the code of Namibia.
    private boolean isAcceptedInOtherCase(String text) {
        return isAccepted(text.toUpperCase(Locale.ROOT)) || isAccepted(text.toLowerCase(Locale.ROOT));
    }

    private boolean acceptsWithLeadingZeros(String text) {
        return isAccepted("0" + text) || isAccepted("00" + text) || isAccepted("000" + text);
    }

    private static String ofHash(String text) {
        String bare = Blanks.strip(text);
        if (bare.matches("[0-9a-fA-F]+")) {
            return switch (bare.length()) {
                case 64 -> "it is surrounded by blanks";
                case 32 -> "it has the length of an MD5 hash, take SHA-256";
                case 40 -> "it has the length of a SHA-1 hash, take SHA-256";
                case 128 -> "it has the length of a SHA-512 hash, take SHA-256";
                default -> "hash the value with SHA-256 before the upload";
            };
        }
        return bare.matches("[0-9A-Za-z+/_-]{43}=?")
                ? "it looks like Base64, write the hash in hex digits"
                : "hash the value with SHA-256 before the upload";
    }

    private boolean isAccepted(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CellResult other = check.check(bytes, 0, bytes.length);
        return result == CellResult.WRONG_TYPE ? other != CellResult.WRONG_TYPE : other == CellResult.VALID;
    }
}
