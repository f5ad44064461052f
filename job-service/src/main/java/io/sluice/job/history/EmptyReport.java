package io.sluice.job.history;

import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportCsv;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The report of a job without errors, which is not stored.
final class EmptyReport {
    private EmptyReport() {}

    static Optional<Report> of(Job job) {
        return job.errorCount() == 0
                ? Optional.of(new Report(true, job.rows(), job.rows(), 0, List.of(), false, List.of(), 0, 0))
                : Optional.empty();
    }

    static InputStream csv(Report report) {
        var text = new StringBuilder();
        try {
            ReportCsv.write(report, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory cannot be written", impossible);
        }
        return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
