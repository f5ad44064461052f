package io.sluice.engine;

/// Which scanner finds the records. Both give the same report.
enum ScanPath {
    /// Always the exact scanner, byte by byte.
    EXACT,
    /// The fast scanner where a complete ordinary record lies in the buffer, the exact one elsewhere.
    FAST
}
