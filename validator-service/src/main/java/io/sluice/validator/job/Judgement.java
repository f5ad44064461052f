package io.sluice.validator.job;

import io.sluice.objects.report.JobReport;
import java.util.Optional;

/// A job's outcome as it is to be stored.
///
/// @param csv the errors as CSV, UTF-8; empty when there are none
record Judgement(JobReport report, Optional<byte[]> csv) {}
