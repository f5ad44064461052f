package io.sluice.engine;

/// How records are found.
enum ScanPath {
    /// Byte by byte, always.
    PLAIN,
    /// Word by word where a record lies whole and sound in the buffer, byte by byte elsewhere.
    FAST
}
