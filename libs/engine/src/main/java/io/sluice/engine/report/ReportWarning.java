package io.sluice.engine.report;

/// Something that the sender of an accepted file should know.
///
/// @param code e.g. `byte-order-mark`
public record ReportWarning(String code, String message) {
    public static final ReportWarning BYTE_ORDER_MARK =
            new ReportWarning("byte-order-mark", "The file starts with a byte order mark, which was skipped.");
}
