package io.sluice.contracts.event;

import io.sluice.engine.report.ReportWarning;

/// Something about a file that did not decide its outcome and that its tenant should know.
///
/// @param code e.g. `completeness-unproven`
/// @param message a sentence for the tenant
public record JobWarning(String code, String message) {

    /// Nothing proves that the upload was complete: the ledger does not mention it.
    public static final String COMPLETENESS_UNPROVEN = "completeness-unproven";

    /// The warning of the engine's report.
    public static JobWarning of(ReportWarning warning) {
        return new JobWarning(warning.code(), warning.message());
    }
}
