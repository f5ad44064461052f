package io.sluice.engine;

import io.sluice.engine.hint.EncodingGuess;
import io.sluice.engine.hint.FileHints;
import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.scan.BinaryKind;
import io.sluice.engine.scan.ByteOrderMark;
import io.sluice.engine.scan.Fault;
import io.sluice.engine.schema.Schema;
import java.util.Locale;
import java.util.Optional;

/// Reports errors of the file itself. All but a wrong delimiter end the run.
final class FileErrors {
    private static final int LONGEST_HEADER = 100;
    private static final int LONGEST_START = 30;

    private final Schema schema;
    private final Delimiter delimiter;
    private final RunLimits limits;
    private final ErrorCollector errors;

    FileErrors(Schema schema, Delimiter delimiter, RunLimits limits, ErrorCollector errors) {
        this.schema = schema;
        this.delimiter = delimiter;
        this.limits = limits;
        this.errors = errors;
    }

    void empty() {
        report(ErrorCode.EMPTY_FILE, Place.FILE, "File is empty: expected a header line with the names of the columns");
    }

    void byteOrderMark(ByteOrderMark mark) {
        report(
                ErrorCode.BOM_PRESENT,
                Place.header(1).atByte(0),
                "File starts with a byte order mark: " + FileHints.ofMark(mark, isCsv(), schema.allowsByteOrderMark()));
    }

    void notText(BinaryKind kind) {
        report(
                ErrorCode.FORMAT_ERROR,
                Place.FILE,
                (isCsv() ? "Not a CSV file: " : "Not a TSV file: ")
                        + FileHints.ofKind(kind, isCsv(), schema.allowsByteOrderMark()));
    }

    void blankHeader() {
        report(
                ErrorCode.BLANK_HEADER,
                Place.header(1),
                "No header: the first line is blank, expected the names of the columns");
    }

    void dataAsHeader() {
        report(
                ErrorCode.BLANK_HEADER,
                Place.header(1),
                "No header: the first line is data, expected the header " + expectedHeader());
    }

    void wrongDelimiter(WrongDelimiter wrong) {
        String separators = delimiter == Delimiter.TAB ? "tabs" : "commas";
        String message = switch (wrong) {
            case WrongDelimiter.SepLine(var line) ->
                "the first line" + line.map(text -> " " + text.quoted()).orElse("")
                        + " is a hint that only Excel reads, expected the header " + expectedHeader()
                        + "; remove the line and separate with " + separators;
            case WrongDelimiter.Found(char symbol) ->
                "the header is separated by " + nameOf(symbol) + ", expected "
                        + (delimiter == Delimiter.TAB ? "tabs" : "commas" + (symbol == '\t' ? "" : " (,)"))
                        + FileHints.ofDelimiter(symbol, delimiter == Delimiter.TAB);
        };
        report(ErrorCode.DELIMITER_ERROR, Place.header(1), "Wrong delimiter: " + message);
    }

    private static String nameOf(char symbol) {
        return switch (symbol) {
            case ';' -> "semicolons (;)";
            case '|' -> "vertical bars (|)";
            case ',' -> "commas (,)";
            default -> "tabs";
        };
    }

    private boolean isCsv() {
        return delimiter == Delimiter.COMMA;
    }

    private String expectedHeader() {
        return new FieldNames(schema).header(delimiter, LONGEST_HEADER);
    }

    /// @param place of the record, or of the byte for faults of single bytes
    /// @param offset of the fault in the file
    void fault(Fault fault, Place place, long offset, Evidence evidence) {
        switch (fault) {
            case ENCODING -> {
                Optional<String> damage =
                        EncodingGuess.damage(evidence.bytes(), evidence.position(), evidence.length());
                String likely = EncodingGuess.of(evidence.bytes(), evidence.position(), evidence.length())
                        .map(guess -> ", likely " + guess)
                        .orElse("");
                report(
                        ErrorCode.ENCODING_ERROR,
                        place.atByte(offset),
                        String.format(
                                Locale.ROOT,
                                "Not valid UTF-8: ill-formed bytes at offset %d (0x%02X)%s; %s",
                                offset,
                                evidence.at(0),
                                damage.map(what -> ", " + what).orElse(likely),
                                damage.isPresent()
                                        ? "was it cut off? Export the file and upload it again"
                                        : FileHints.saveAsUtf8(isCsv(), schema.allowsByteOrderMark())));
            }
            case NUL ->
                report(
                        ErrorCode.NUL_BYTE,
                        place.atByte(offset),
                        "NUL byte: at offset " + offset + ", "
                                + FileHints.ofNul(
                                        evidence.bytes(),
                                        evidence.position(),
                                        evidence.length(),
                                        isCsv(),
                                        schema.allowsByteOrderMark()));
            case LINE_ENDING ->
                report(
                        ErrorCode.LINE_ENDING_ERROR,
                        place,
                        evidence.at(1) == '\r' && evidence.at(2) == '\n'
                                ? "Line ends with CR only: CR CR LF at offset " + offset
                                        + ", expected LF or CRLF (a writer in text mode doubled the CR)"
                                : "Line ends with CR only: at offset " + offset + ", expected LF or CRLF"
                                        + FileHints.ofCr(
                                                evidence.bytes(),
                                                evidence.position(),
                                                evidence.length(),
                                                isCsv(),
                                                schema.allowsByteOrderMark()));
            case TOO_LARGE ->
                report(
                        ErrorCode.ROW_TOO_LARGE,
                        place,
                        "Row is too large: expected at most " + limits.maxRecordBytes() + " bytes"
                                + start(evidence, 0, ", it begins ") + "; is a quote left open?");
            case UNCLOSED_QUOTE ->
                report(
                        ErrorCode.UNCLOSED_QUOTE,
                        place,
                        "Unclosed quote: opened here" + start(evidence, evidence.openedAt(), " before ")
                                + ", the file ends before it is closed; a quote inside a quoted field is doubled");
        }
    }

    /// The start of a text, unless it may be of a sensitive field.
    private String start(Evidence evidence, int from, String introduction) {
        if (schema.hasSensitiveFields() || from >= evidence.length()) {
            return "";
        }
        int to = evidence.wellFormedEnd(from, Math.min(evidence.length(), from + 8 * LONGEST_START));
        return introduction
                + DisplayText.of(evidence.bytes(), from, to, LONGEST_START).quoted();
    }

    private void report(ErrorCode code, Place place, String message) {
        if (errors.count(code, Optional.empty(), Optional.empty(), place.line().orElse(0))) {
            errors.list(place.error(code, Optional.empty(), Optional.empty(), Optional.empty(), message));
        }
    }
}
