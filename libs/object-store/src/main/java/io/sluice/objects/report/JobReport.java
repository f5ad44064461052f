package io.sluice.objects.report;

import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.event.UploadValidated;

/// How a job ended and why, as the object store keeps it: `{"outcome": …, "report": …}`.
///
/// It is written once for each job. It is replaced only when it cannot be read, or when nobody can release
/// the file ([CheckFailure#UNRELEASED]).
///
/// @param outcome the event that announces the outcome, word for word
/// @param report the errors as the job API answers them
public record JobReport(UploadValidated outcome, ReportDocument report) {}
