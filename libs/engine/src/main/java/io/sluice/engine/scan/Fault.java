package io.sluice.engine.scan;

/// What ends the reading of a file in the middle of a record.
public enum Fault {
    ENCODING,
    NUL,
    LINE_ENDING,
    TOO_LARGE,
    UNCLOSED_QUOTE
}
