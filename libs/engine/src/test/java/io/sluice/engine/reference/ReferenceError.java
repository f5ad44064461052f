package io.sluice.engine.reference;

import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.ReportedError;
import java.util.OptionalLong;

/// An error in the form in which engine and reference are compared; absent parts are `-`. Columns and values
/// are compared only where the specification defines them.
record ReferenceError(
        ErrorCode code, String rule, String line, String record, String offset, String column, String value) {
    private static final String ABSENT = "-";

    static ReferenceError ofFile(ErrorCode code, long line, long record, long offset) {
        return new ReferenceError(
                code,
                ABSENT,
                number(line),
                number(record),
                offset < 0 ? ABSENT : Long.toString(offset),
                ABSENT,
                ABSENT);
    }

    static ReferenceError ofLabel(ErrorCode code, String column) {
        return new ReferenceError(code, ABSENT, "1", ABSENT, ABSENT, VisibleText.escaped(column), ABSENT);
    }

    static ReferenceError ofRow(ErrorCode code, long line, long record, String column) {
        return new ReferenceError(code, ABSENT, number(line), number(record), ABSENT, column, ABSENT);
    }

    static ReferenceError ofCell(CellFault fault, long line, long record, String column, String value) {
        boolean hidden = fault.rule().equals("required");
        return new ReferenceError(
                fault.code(),
                fault.rule(),
                number(line),
                number(record),
                ABSENT,
                column,
                hidden ? ABSENT : VisibleText.escaped(value));
    }

    static ReferenceError of(ReportedError error) {
        boolean columnOpen = switch (error.code()) {
            case STRAY_QUOTE, PRIMARY_KEY, BLANK_LABEL -> true;
            default -> false;
        };
        boolean valueOpen = switch (error.code()) {
            case STRAY_QUOTE, PRIMARY_KEY, MISSING_CELL, EXTRA_CELL, BLANK_LABEL -> true;
            default -> error.rule().orElse("").equals("required");
        };
        return new ReferenceError(
                error.code(),
                error.rule().orElse(ABSENT),
                text(error.line()),
                text(error.record()),
                text(error.byteOffset()),
                columnOpen ? ABSENT : error.column().orElse(ABSENT),
                valueOpen ? ABSENT : error.value().orElse(ABSENT));
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : ABSENT;
    }

    private static String number(long number) {
        return number == 0 ? ABSENT : Long.toString(number);
    }
}
