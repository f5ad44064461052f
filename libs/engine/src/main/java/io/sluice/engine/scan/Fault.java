package io.sluice.engine.scan;

/// A fault in the bytes of a record that ends the run.
public enum Fault {
    ENCODING,
    NUL,
    LINE_ENDING,
    TOO_LARGE,
    UNCLOSED_QUOTE
}
