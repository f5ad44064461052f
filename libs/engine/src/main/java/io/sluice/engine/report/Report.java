package io.sluice.engine.report;

import io.sluice.engine.schema.Acceptance;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// The result of a run. Immutable.
///
/// @param complete whether the file was read to its end
/// @param rows data rows read, including the one in which the run ended
/// @param rowsAccepted rows without errors; 0 if the rows were not checked
/// @param errorCount all errors, listed or not
/// @param totals by code, rule and column, in the order of their first occurrence
/// @param truncated whether there are more errors than are listed
/// @param errors the first errors, in the order of the file
/// @param readBytes bytes of the file, or of the part up to the byte that ended the run
/// @param readLines physical lines read, including the one in which the run ended
/// @param warnings what the sender should know though it is no error
public record Report(
        boolean complete,
        long rows,
        long rowsAccepted,
        long errorCount,
        List<ErrorTotal> totals,
        boolean truncated,
        List<ReportedError> errors,
        long readBytes,
        long readLines,
        List<ReportWarning> warnings) {

    public Report {
        totals = List.copyOf(totals);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /// The report of a file refused before it was read.
    public static Report refusedUnread(ErrorCode code, String message) {
        ReportedError error = new ReportedError(
                code,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                message);
        ErrorTotal total = new ErrorTotal(code, Optional.empty(), Optional.empty(), 1);
        return new Report(false, 0, 0, 1, List.of(total), false, List.of(error), 0, 0, List.of());
    }

    /// The `error_msg` of a job: the sentence of the first error, its line, the number of errors and of rows.
    /// Empty if there are no errors. For a file over a limit it says by how much.
    public Optional<String> summary() {
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        ReportedError first = errors.getFirst();
        if (first.code() == ErrorCode.QUOTA_WORKSPACE || first.code() == ErrorCode.QUOTA_DAILY) {
            return Optional.of(Sentence.withAmount(first));
        }
        String place = first.line().isPresent() ? " at line " + first.line().getAsLong() : "";
        return Optional.of(
                Sentence.of(first) + place + "; " + counted(errorCount, "error") + " in " + counted(rows, "row"));
    }

    /// The percentage of rows with errors, 0 to 100; 0 if there are no rows.
    public double invalidPercent() {
        return rows == 0 ? 0 : 100.0 * (rows - rowsAccepted) / rows;
    }

    /// The verdict under an acceptance policy:
    ///
    /// | report | `whole` | `partial` |
    /// |---|---|---|
    /// | no errors | accepted | accepted |
    /// | the run ended early, or the file or header has an error | refused | refused |
    /// | rows have errors | refused | accepted in part up to the threshold, inclusive |
    public Verdict verdict(Acceptance acceptance) {
        if (complete && errorCount == 0) {
            return Verdict.ACCEPTED;
        }
        if (!complete || concernsWholeFile()) {
            return Verdict.REFUSED;
        }
        return switch (acceptance) {
            case Acceptance.Whole whole -> Verdict.REFUSED;
            case Acceptance.Partial partial ->
                invalidPercent() <= partial.maxInvalidPercent() ? Verdict.ACCEPTED_PARTIALLY : Verdict.REFUSED;
        };
    }

    /// Errors of the file and the header come first, so the first error decides.
    private boolean concernsWholeFile() {
        return errors.isEmpty() || errors.getFirst().record().isEmpty();
    }

    private static String counted(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
