package io.sluice.job.history;

import io.sluice.contracts.api.ReportDocument;
import java.util.List;
import java.util.Optional;

/// The report of a job without errors when its outcome is no longer kept. Such a file was read to its end.
/// How many lines it had is not known any more.
final class EmptyReport {
    private EmptyReport() {}

    static Optional<ReportDocument> of(Job job) {
        return job.errorCount() == 0
                ? Optional.of(new ReportDocument(
                        Optional.of(job.ref().jobId()),
                        job.ref().fileName(),
                        true,
                        job.rows(),
                        0,
                        List.of(),
                        false,
                        List.of(),
                        job.ending().map(Job.Ending::size).orElse(0L),
                        0))
                : Optional.empty();
    }
}
