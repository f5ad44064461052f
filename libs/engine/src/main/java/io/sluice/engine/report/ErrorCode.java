package io.sluice.engine.report;

/// The errors a file can have, under the names that reports use (those of Frictionless where they exist).
public enum ErrorCode {
    EMPTY_FILE("empty-file", Consequence.ENDS),
    BOM_PRESENT("bom-present", Consequence.ENDS),
    ENCODING_ERROR("encoding-error", Consequence.ENDS),
    NUL_BYTE("nul-byte", Consequence.ENDS),
    LINE_ENDING_ERROR("line-ending-error", Consequence.ENDS),
    UNCLOSED_QUOTE("unclosed-quote", Consequence.ENDS),
    ROW_TOO_LARGE("row-too-large", Consequence.ENDS),
    BLANK_HEADER("blank-header", Consequence.ENDS),
    BLANK_LABEL("blank-label", Consequence.ROWS_UNCHECKED),
    DUPLICATE_LABEL("duplicate-label", Consequence.ROWS_UNCHECKED),
    MISSING_LABEL("missing-label", Consequence.ROWS_UNCHECKED),
    EXTRA_LABEL("extra-label", Consequence.ROWS_UNCHECKED),
    INCORRECT_LABEL("incorrect-label", Consequence.ROWS_UNCHECKED),
    STRAY_QUOTE("stray-quote", Consequence.GOES_ON),
    MISSING_CELL("missing-cell", Consequence.GOES_ON),
    EXTRA_CELL("extra-cell", Consequence.GOES_ON),
    BLANK_ROW("blank-row", Consequence.GOES_ON),
    TYPE_ERROR("type-error", Consequence.GOES_ON),
    CONSTRAINT_ERROR("constraint-error", Consequence.GOES_ON),
    SENSITIVE_ERROR("sensitive-error", Consequence.GOES_ON),
    UNIQUE_ERROR("unique-error", Consequence.GOES_ON),
    PRIMARY_KEY("primary-key", Consequence.GOES_ON),
    QUOTA_WORKSPACE("quota-workspace", Consequence.ENDS),
    QUOTA_DAILY("quota-daily", Consequence.ENDS);

    private enum Consequence {
        ENDS,
        ROWS_UNCHECKED,
        GOES_ON
    }

    private final String code;
    private final Consequence consequence;

    ErrorCode(String code, Consequence consequence) {
        this.code = code;
        this.consequence = consequence;
    }

    /// The name in reports, e.g. `type-error`.
    public String code() {
        return code;
    }

    /// Whether the run stops reading at this error.
    public boolean endsRun() {
        return consequence == Consequence.ENDS;
    }
}
