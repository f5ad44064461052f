package io.sluice.engine.reference;

import io.sluice.engine.report.Report;
import java.util.List;
import java.util.TreeMap;

/// A report in the form in which engine and reference are compared: all errors in order, and their totals by
/// code, rule and column.
record ReferenceReport(
        boolean complete, long rows, long rowsAccepted, List<ReferenceError> errors, TreeMap<String, Long> totals) {

    static ReferenceReport of(Report report) {
        return of(
                report.complete(),
                report.rows(),
                report.rowsAccepted(),
                report.errors().stream().map(ReferenceError::of).toList());
    }

    static ReferenceReport of(boolean complete, long rows, long rowsAccepted, List<ReferenceError> errors) {
        TreeMap<String, Long> totals = new TreeMap<>();
        errors.forEach(error -> totals.merge(error.code() + " " + error.rule() + " " + error.column(), 1L, Long::sum));
        return new ReferenceReport(complete, rows, rowsAccepted, errors, totals);
    }
}
