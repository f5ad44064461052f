package io.sluice.batch.upload;

/// How an upload ends. Only the first one stores the file, and only [Corrupted] is final besides it.
sealed interface UploadResult {
    /// The file is stored, and the batch will be processed.
    record Stored() implements UploadResult {}

    /// The batch does not wait for its file any more.
    record TooLate() implements UploadResult {}

    /// The body has the declared length but another checksum.
    record Corrupted() implements UploadResult {}

    /// The body is shorter than declared.
    record TooShort(long bytes) implements UploadResult {}

    /// The body is longer than declared.
    record TooLong() implements UploadResult {}

    /// The body paused too long, or took too long in total.
    record TooSlow() implements UploadResult {}

    /// The body came slowly while others waited for a place.
    ///
    /// @param bytes of it that came
    record GaveWay(long bytes) implements UploadResult {}

    /// The account may not send batches any more.
    record NotAdmitted() implements UploadResult {}

    /// The connection ended before the body did.
    record BrokenOff() implements UploadResult {}
}
