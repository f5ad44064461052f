package io.sluice.engine.corpus;

import io.sluice.engine.report.ReportedError;

/// The sentence with which a message must start, from the table of spec 4 section 1.
final class ExpectedSentence {
    private ExpectedSentence() {}

    static String of(ReportedError error) {
        String column = error.column().orElse("");
        return switch (error.code()) {
            case EMPTY_FILE -> "File is empty";
            case BOM_PRESENT -> "File starts with a byte order mark";
            case FORMAT_ERROR -> "Not a ";
            case DELIMITER_ERROR -> "Wrong delimiter";
            case SCHEMA_ERROR -> "No schema for source [";
            case INTERNAL_ERROR -> "Could not be checked";
            case ENCODING_ERROR -> "Not valid UTF-8";
            case NUL_BYTE -> "NUL byte";
            case LINE_ENDING_ERROR -> "Line ends with CR only";
            case UNCLOSED_QUOTE -> "Unclosed quote";
            case ROW_TOO_LARGE -> "Row is too large";
            case BLANK_HEADER -> "No header";
            case BLANK_LABEL -> "Column without a name";
            case DUPLICATE_LABEL -> "Duplicate column" + inBrackets(error);
            case MISSING_LABEL -> "Missing column [" + column + "]";
            case EXTRA_LABEL -> "Unknown column" + inBrackets(error);
            case INCORRECT_LABEL ->
                error.message().startsWith("Column")
                        ? "Column [" + column + "] out of order"
                        : "Misspelled column [" + column + "], expected [";
            case STRAY_QUOTE -> "Misplaced quote";
            case MISSING_CELL -> "Too few fields";
            case EXTRA_CELL -> "Too many fields";
            case BLANK_ROW -> "Blank row";
            case TYPE_ERROR -> "Invalid data type in column [" + column + "]";
            case CONSTRAINT_ERROR ->
                error.rule().orElse("").equals("required")
                        ? "Missing value in column [" + column + "]"
                        : "Value not allowed in column [" + column + "] ("
                                + error.rule().orElse("") + ")";
            case SENSITIVE_ERROR -> "Value not hashed in column [" + column + "]";
            case UNIQUE_ERROR -> "Duplicate value in column [" + column + "]";
            case PRIMARY_KEY -> "Duplicate key [";
            case QUOTA_WORKSPACE -> "Workspace limit exceeded";
            case QUOTA_DAILY -> "Daily upload limit exceeded";
        };
    }

    /// A label that must not be shown leaves the column out.
    private static String inBrackets(ReportedError error) {
        return error.column().map(name -> " [" + name + "]").orElse(":");
    }
}
