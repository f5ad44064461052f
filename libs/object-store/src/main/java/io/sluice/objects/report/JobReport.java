package io.sluice.objects.report;

import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.event.UploadValidated;
import java.util.Optional;

/// How a job ended and why, as the object store keeps it: `{"outcome": …, "report": …, "data": …}`.
///
/// It is written once for each job. It is replaced only when it cannot be read, or when nobody can release
/// the file ([UnreleasedFile]).
///
/// @param outcome the event that announces the outcome, word for word
/// @param report the errors as the job API answers them
/// @param data the accepted rows; empty when there are none, and in outcomes from before there were data sets
public record JobReport(UploadValidated outcome, ReportDocument report, Optional<DataFile> data) {
    /// An outcome without accepted rows.
    public JobReport(UploadValidated outcome, ReportDocument report) {
        this(outcome, report, Optional.empty());
    }

    /// The same outcome with its accepted rows.
    public JobReport withData(Optional<DataFile> file) {
        return new JobReport(outcome, report, file);
    }
}
