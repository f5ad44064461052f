package io.sluice.validator.dryrun;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.contracts.api.ReportDocument;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.api.ReportDocument.TotalDocument;
import io.sluice.contracts.event.JobWarning;
import io.sluice.contracts.event.Outcome;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.Verdict;
import io.sluice.validator.source.CompiledSource;
import java.util.List;
import java.util.Optional;

/// The response to a dry run: the report, with the status and message that a job would get.
///
/// @param status the status of the job
/// @param errorMsg the `error_msg` of the job; absent if there are no errors
public record DryRunAnswer(
        Outcome status,
        Optional<String> errorMsg,
        int schemaVersion,
        boolean complete,
        long rows,
        long rowsAccepted,
        long errorCount,
        List<TotalDocument> totals,
        boolean truncated,
        List<ErrorDocument> errors,
        long readBytes,
        long readLines,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<JobWarning> warnings) {

    public DryRunAnswer {
        totals = List.copyOf(totals);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    static DryRunAnswer of(CompiledSource source, Report report) {
        var accepted = report.verdict(source.schema().acceptance()) != Verdict.REFUSED;
        var document = ReportDocument.of(Optional.empty(), "", report);
        return new DryRunAnswer(
                accepted ? Outcome.SUCCESS : Outcome.FAILED,
                report.summary(),
                source.schemaVersion(),
                document.complete(),
                document.rows(),
                accepted ? report.rowsAccepted() : 0,
                document.errorCount(),
                document.totals(),
                document.truncated(),
                document.errors(),
                document.readBytes(),
                document.readLines(),
                report.warnings().stream().map(JobWarning::of).toList());
    }
}
