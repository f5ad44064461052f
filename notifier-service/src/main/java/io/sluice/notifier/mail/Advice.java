package io.sluice.notifier.mail;

import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import java.util.List;

/// What to do about a refused file, by its first error.
final class Advice {
    /// About a file that is nowhere any more.
    static final String LOST = "The fault is ours: the file was lost before we were done with it. We are sorry.";

    private Advice() {}

    static String forErrors(List<ErrorDocument> errors) {
        return errors.isEmpty() ? fixRows() : forCode(errors.getFirst().code());
    }

    private static String forCode(String code) {
        return switch (code) {
            case "empty-file" -> "The file has no content. Export it again and check that it has a header line.";
            case "bom-present", "format-error", "encoding-error", "nul-byte", "line-ending-error", "delimiter-error" ->
                "Save or export the file again in the way that the message names.";
            case "unclosed-quote", "stray-quote" ->
                "Fix the quoting: a cell that holds a quote, a delimiter or a line break goes in quotes, and a quote inside it is doubled.";
            case "row-too-large" ->
                "One row is far too long, most likely because of a quote that is never closed. Fix it.";
            case "blank-header" ->
                "Begin the file with a line that names each column. A file that is sent in parts needs it in each part.";
            case "blank-label", "duplicate-label", "missing-label", "extra-label", "incorrect-label" ->
                "Fix the first line: it must name each column of the source once, spelled as agreed. Rows are checked after that.";
            case "missing-cell", "extra-cell" ->
                "Fix the rows listed in the report: each needs as many cells as the header has columns. A delimiter inside a cell needs quotes around the cell.";
            case "blank-row" -> "Remove the empty lines between the rows.";
            case "unique-error", "primary-key" ->
                "Remove the rows that the report lists, or give each its own value. The message names the line of the first one.";
            case "schema-error" ->
                "Nothing is wrong with the file. The source needs a schema first, then upload the file again.";
            case "sensitive-error" -> "Hash the sensitive columns (SHA-256, 64 hex digits) before you upload the file.";
            case "quota-workspace" -> "Upload the file again once there is room. The message says what makes room.";
            case "quota-daily" -> "Upload the file again tomorrow, or ask the platform team for a higher limit.";
            case "internal-error" ->
                "Nothing has to be done on your side. The fault is ours and your file is unchanged; the platform team was alerted and has it checked again.";
            default -> fixRows();
        };
    }

    private static String fixRows() {
        return "Fix the cells listed in the report, as each message says.";
    }
}
