package io.sluice.engine.report;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Writes a report as CSV for spreadsheets, with one line for each error.
///
/// - Lines end with LF: spreadsheets accept it, and line tools show no stray CR.
/// - A cell that a spreadsheet would run as a formula gets a leading apostrophe.
/// - If not all errors are listed, a last line says so.
public final class ReportCsv {
    private static final String HEADER = "line,record,column,code,rule,value,message\n";
    private static final Pattern PLAIN_NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private ReportCsv() {}

    public static void write(Report report, Appendable out) throws IOException {
        write(report.errors().stream().map(ReportCsv::line).toList(), report.truncated(), report.errorCount(), out);
    }

    /// One listed error as text; what does not apply is empty.
    public record Line(
            String line, String record, String column, String code, String rule, String value, String message) {}

    /// Writes errors that were stored as text.
    ///
    /// @param truncated whether there are more errors than are listed
    /// @param errorCount all errors, listed or not
    public static void write(List<Line> errors, boolean truncated, long errorCount, Appendable out) throws IOException {
        out.append(HEADER);
        for (Line error : errors) {
            cell(out, error.line(), ',');
            cell(out, error.record(), ',');
            cell(out, error.column(), ',');
            cell(out, error.code(), ',');
            cell(out, error.rule(), ',');
            cell(out, error.value(), ',');
            cell(out, error.message(), '\n');
        }
        if (truncated) {
            String note = String.format(
                    Locale.ROOT, "Only the first %,d of %,d errors are listed", errors.size(), errorCount);
            out.append(",,,,,,");
            cell(out, note, '\n');
        }
    }

    private static Line line(ReportedError error) {
        return new Line(
                text(error.line()),
                text(error.record()),
                text(error.column()),
                error.code().code(),
                text(error.rule()),
                text(error.value()),
                error.message());
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }

    private static String text(Optional<String> text) {
        return text.orElse("");
    }

    private static void cell(Appendable out, String text, char end) throws IOException {
        String safe = isFormula(text) ? '\'' + text : text;
        if (needsQuotes(safe)) {
            out.append('"').append(safe.replace("\"", "\"\"")).append('"');
        } else {
            out.append(safe);
        }
        out.append(end);
    }

    private static boolean isFormula(String text) {
        return !text.isEmpty()
                && "=+-@\t\r".indexOf(text.charAt(0)) >= 0
                && !PLAIN_NUMBER.matcher(text).matches();
    }

    private static boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (",\"\n\r".indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
