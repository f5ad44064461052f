package io.sluice.engine;

import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.scan.Fault;
import java.util.Optional;

/// Reports errors of the file itself. Each of them ends the run.
final class FileErrors {
    private final RunLimits limits;
    private final ErrorCollector errors;

    FileErrors(RunLimits limits, ErrorCollector errors) {
        this.limits = limits;
        this.errors = errors;
    }

    void empty() {
        report(ErrorCode.EMPTY_FILE, Place.FILE, "File is empty: expected a header line with the names of the columns");
    }

    void byteOrderMark() {
        report(
                ErrorCode.BOM_PRESENT,
                Place.header(1).atByte(0),
                "File starts with a byte order mark: expected plain UTF-8, save the file without it");
    }

    void blankHeader() {
        report(
                ErrorCode.BLANK_HEADER,
                Place.header(1),
                "No header: the first line is blank, expected the names of the columns");
    }

    /// @param place of the record, or of the byte for faults of single bytes
    /// @param offset of the fault in the file
    void fault(Fault fault, Place place, long offset) {
        switch (fault) {
            case ENCODING ->
                report(
                        ErrorCode.ENCODING_ERROR,
                        place.atByte(offset),
                        "Not valid UTF-8: ill-formed bytes at offset " + offset + ", save the file as UTF-8");
            case NUL ->
                report(
                        ErrorCode.NUL_BYTE,
                        place.atByte(offset),
                        "NUL byte: at offset " + offset + ", a text file holds none; is it binary, or UTF-16?");
            case LINE_ENDING ->
                report(
                        ErrorCode.LINE_ENDING_ERROR,
                        place,
                        "Line ends with CR only: at offset " + offset + ", expected LF or CRLF");
            case TOO_LARGE ->
                report(
                        ErrorCode.ROW_TOO_LARGE,
                        place,
                        "Row is too large: expected at most " + limits.maxRecordBytes()
                                + " bytes; is a quote left open?");
            case UNCLOSED_QUOTE ->
                report(
                        ErrorCode.UNCLOSED_QUOTE,
                        place,
                        "Unclosed quote: opened here, the file ends before it is closed");
        }
    }

    private void report(ErrorCode code, Place place, String message) {
        if (errors.count(code, Optional.empty(), Optional.empty(), place.line().orElse(0))) {
            errors.list(place.error(code, Optional.empty(), Optional.empty(), Optional.empty(), message));
        }
    }
}
