package io.sluice.engine.batch;

/// The errors that a record can have. The names of those that cells of files have, too, are the same.
///
/// The numbers are those of the published batch API.
public enum RecordError {
    /// The line is no JSON object, or breaks a limit.
    UNREADABLE_LINE("unreadable-line", 400),
    /// `ref`, `schema`, `mode` or `value` is missing or wrong, or there are other keys beside them.
    WRONG_ENVELOPE("envelope-error", 400),
    UNKNOWN_SCHEMA("unknown-schema", 400),
    UNSUPPORTED_MODE("unsupported-mode", 402),
    DUPLICATE_REF("duplicate-ref", 409),
    UNKNOWN_FIELD("unknown-field", 400),
    TYPE_ERROR("type-error", 400),
    CONSTRAINT_ERROR("constraint-error", 400),
    SENSITIVE_ERROR("sensitive-error", 400),
    /// Its hashes make it too large for an entity.
    TOO_LARGE("entity-too-large", 400);

    private final String code;
    private final int number;

    RecordError(String code, int number) {
        this.code = code;
        this.number = number;
    }

    /// The name in our reports, e.g. `type-error`.
    public String code() {
        return code;
    }

    /// The code in the log of a batch.
    public int number() {
        return number;
    }
}
