package io.sluice.validator.job;

import io.sluice.objects.report.JobReport;
import java.util.Optional;

/// The report of a job in the form in which it is stored.
///
/// @param document the outcome and the errors, which the object store keeps as JSON
/// @param csv the errors as CSV in UTF-8; empty if there are none
record UploadReport(JobReport document, Optional<byte[]> csv) {}
