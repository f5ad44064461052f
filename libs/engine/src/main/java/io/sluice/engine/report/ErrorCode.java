package io.sluice.engine.report;

/// The errors a file can have, under the names that reports use (those of Frictionless where they exist).
public enum ErrorCode {
    // The run ends.
    EMPTY_FILE("empty-file"),
    BOM_PRESENT("bom-present"),
    FORMAT_ERROR("format-error"),
    ENCODING_ERROR("encoding-error"),
    NUL_BYTE("nul-byte"),
    LINE_ENDING_ERROR("line-ending-error"),
    UNCLOSED_QUOTE("unclosed-quote"),
    ROW_TOO_LARGE("row-too-large"),
    BLANK_HEADER("blank-header"),
    // The run continues, but rows are not checked.
    DELIMITER_ERROR("delimiter-error"),
    BLANK_LABEL("blank-label"),
    DUPLICATE_LABEL("duplicate-label"),
    MISSING_LABEL("missing-label"),
    EXTRA_LABEL("extra-label"),
    INCORRECT_LABEL("incorrect-label"),
    // The run continues.
    STRAY_QUOTE("stray-quote"),
    MISSING_CELL("missing-cell"),
    EXTRA_CELL("extra-cell"),
    BLANK_ROW("blank-row"),
    TYPE_ERROR("type-error"),
    CONSTRAINT_ERROR("constraint-error"),
    SENSITIVE_ERROR("sensitive-error"),
    UNIQUE_ERROR("unique-error"),
    PRIMARY_KEY("primary-key"),
    // The file is not read.
    SCHEMA_ERROR("schema-error"),
    INTERNAL_ERROR("internal-error"),
    QUOTA_WORKSPACE("quota-workspace"),
    QUOTA_DAILY("quota-daily");

    private final String code;

    ErrorCode(String code) {
        this.code = code;
    }

    /// The name in reports, e.g. `type-error`.
    public String code() {
        return code;
    }
}
