package io.sluice.engine.gzip;

/// Why a gzip file cannot be unpacked to its end.
public sealed interface GzipFault {
    /// The file has no bytes.
    record Empty() implements GzipFault {}

    /// The file does not begin like a gzip file.
    record NotGzip(Content content) implements GzipFault {}

    /// The file ends within a member.
    record Truncated() implements GzipFault {}

    /// The packed data or a checksum is wrong.
    ///
    /// @param offset of the byte at which it shows, at the latest
    record Damaged(long offset) implements GzipFault {}

    /// A member is followed by something that is no member.
    ///
    /// @param offset of the first byte of that
    record TrailingBytes(long offset) implements GzipFault {}

    /// The file becomes larger than it may.
    record TooLarge(long limit) implements GzipFault {}

    /// The file becomes larger than it may for its size.
    record Exploding(int limit) implements GzipFault {}
}
