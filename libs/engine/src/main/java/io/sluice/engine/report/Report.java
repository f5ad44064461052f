package io.sluice.engine.report;

import io.sluice.engine.schema.Acceptance;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// What a run found in a file. Immutable.
///
/// @param complete whether the file was read to its end
/// @param rows data rows read, the one in which the run ended included
/// @param rowsAccepted rows without an error; 0 when the rows were not checked
/// @param errorCount all errors, listed or not
/// @param totals by code, rule and column, in the order of first occurrence
/// @param truncated whether more errors were found than are listed
/// @param errors the first errors in file order
/// @param readBytes bytes of the file, or up to the byte that ended the run
/// @param readLines physical lines read, the one in which the run ended included
public record Report(
        boolean complete,
        long rows,
        long rowsAccepted,
        long errorCount,
        List<ErrorTotal> totals,
        boolean truncated,
        List<ReportedError> errors,
        long readBytes,
        long readLines) {

    public Report {
        totals = List.copyOf(totals);
        errors = List.copyOf(errors);
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
        return new Report(false, 0, 0, 1, List.of(total), false, List.of(error), 0, 0);
    }

    /// The `error_msg` of a job: the first error's sentence, its line, how many errors in how many rows.
    /// Empty without an error; the whole message for a file that was not read.
    public Optional<String> summary() {
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        ReportedError first = errors.getFirst();
        if (first.code() == ErrorCode.QUOTA_WORKSPACE || first.code() == ErrorCode.QUOTA_DAILY) {
            return Optional.of(first.message());
        }
        String place = first.line().isPresent() ? " at line " + first.line().getAsLong() : "";
        return Optional.of(
                Sentence.of(first) + place + "; " + counted(errorCount, "error") + " in " + counted(rows, "row"));
    }

    /// The share of rows with an error, 0 to 100; 0 without rows.
    public double invalidPercent() {
        return rows == 0 ? 0 : 100.0 * (rows - rowsAccepted) / rows;
    }

    /// What the report means under an acceptance. Errors of the file or its header, and a run that ended
    /// early, always refuse; the threshold is inclusive.
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

    /// Errors of the file and header come first in file order, so the first one tells.
    private boolean concernsWholeFile() {
        return errors.isEmpty() || errors.getFirst().record().isEmpty();
    }

    private static String counted(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }
}
