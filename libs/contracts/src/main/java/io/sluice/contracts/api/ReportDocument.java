package io.sluice.contracts.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.sluice.contracts.file.JobId;
import io.sluice.engine.report.ErrorTotal;
import io.sluice.engine.report.Report;
import io.sluice.engine.report.ReportCsv;
import io.sluice.engine.report.ReportedError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The answer of `GET /v1/{accuid}/jobs/{job_id}/errors` (spec 4 section 4), also as it lies in the object
/// store.
///
/// @param jobId absent in the answer of a dry run
/// @param complete false when the run ended early
/// @param truncated true when there are more errors than are listed; the totals count all of them
/// @param readBytes bytes of the file, or up to the byte that ended the run; 0 in a report of an older Sluice
/// @param readLines physical lines read, including the one in which the run ended; 0 likewise, and when the
/// outcome is no longer kept
public record ReportDocument(
        Optional<JobId> jobId,
        String fileName,
        boolean complete,
        long rows,
        long errorCount,
        List<TotalDocument> totals,
        boolean truncated,
        List<ErrorDocument> errors,
        @JsonSetter(nulls = Nulls.AS_EMPTY) long readBytes,
        @JsonSetter(nulls = Nulls.AS_EMPTY) long readLines) {

    /// The mark by which Excel reads a CSV as UTF-8.
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    public ReportDocument {
        totals = List.copyOf(totals);
        errors = List.copyOf(errors);
    }

    /// For a file that was not read, or a report that knows only its errors.
    public ReportDocument(
            Optional<JobId> jobId,
            String fileName,
            boolean complete,
            long rows,
            long errorCount,
            List<TotalDocument> totals,
            boolean truncated,
            List<ErrorDocument> errors) {
        this(jobId, fileName, complete, rows, errorCount, totals, truncated, errors, 0, 0);
    }

    /// The engine's report in the shape of the API.
    public static ReportDocument of(Optional<JobId> jobId, String fileName, Report report) {
        return new ReportDocument(
                jobId,
                fileName,
                report.complete(),
                report.rows(),
                report.errorCount(),
                report.totals().stream().map(TotalDocument::of).toList(),
                report.truncated(),
                report.errors().stream().map(ErrorDocument::of).toList(),
                report.readBytes(),
                report.readLines());
    }

    /// The text of `<file>.errors.csv`: the CSV of the API after a byte order mark, because people open it in
    /// Excel.
    public byte[] csvFile() {
        var text = csv();
        var file = Arrays.copyOf(BYTE_ORDER_MARK, BYTE_ORDER_MARK.length + text.length);
        System.arraycopy(text, 0, file, BYTE_ORDER_MARK.length, text.length);
        return file;
    }

    /// The listed errors as CSV, UTF-8: the text of the API.
    public byte[] csv() {
        var text = new StringBuilder();
        try {
            ReportCsv.write(errors.stream().map(ErrorDocument::csvLine).toList(), truncated, errorCount, text);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a StringBuilder does not fail", impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// How many errors of one kind in one column.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TotalDocument(
            String code, @Nullable String rule, @Nullable String column, long count) {
        static TotalDocument of(ErrorTotal total) {
            return new TotalDocument(
                    total.code().code(),
                    total.rule().orElse(null),
                    total.column().orElse(null),
                    total.count());
        }
    }

    /// One error; what does not apply is absent.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ErrorDocument(
            String code,
            @Nullable String rule,
            @Nullable Long line,
            @Nullable Long record,
            @Nullable Long byteOffset,
            @Nullable String column,
            @Nullable String value,
            String message) {

        /// The engine's error in the shape of the API.
        public static ErrorDocument of(ReportedError error) {
            return new ErrorDocument(
                    error.code().code(),
                    error.rule().orElse(null),
                    error.line().isPresent() ? error.line().getAsLong() : null,
                    error.record().isPresent() ? error.record().getAsLong() : null,
                    error.byteOffset().isPresent() ? error.byteOffset().getAsLong() : null,
                    error.column().orElse(null),
                    error.value().orElse(null),
                    error.message());
        }

        private ReportCsv.Line csvLine() {
            return new ReportCsv.Line(
                    Objects.toString(line, ""),
                    Objects.toString(record, ""),
                    Objects.toString(column, ""),
                    code,
                    Objects.toString(rule, ""),
                    Objects.toString(value, ""),
                    message);
        }
    }
}
