package io.sluice.archive;

import io.sluice.volume.release.ReleaseRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Length and hash of a file; two files with an equal one hold the same bytes.
///
/// @param sha256 lower-case hex
/// @param size bytes
public record Content(String sha256, long size) {
    private static final int BUFFER_BYTES = 256 * 1024;

    /// What the validator read; empty when the file was refused unread.
    static Optional<Content> of(ReleaseRecord record) {
        return record.sha256().map(hex -> new Content(hex, record.size()));
    }

    /// Reads to the end.
    static Content of(InputStream from, BooleanSupplier stopped) throws IOException {
        return copy(from, OutputStream.nullOutputStream(), stopped);
    }

    /// Copies to the end.
    ///
    /// @param stopped checked repeatedly; once true, an [InterruptedIOException] ends the copy
    public static Content copy(InputStream from, OutputStream to, BooleanSupplier stopped) throws IOException {
        var digest = newDigest();
        var buffer = new byte[BUFFER_BYTES];
        var size = 0L;
        for (var length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            if (stopped.getAsBoolean()) {
                throw new InterruptedIOException("the service stops");
            }
            digest.update(buffer, 0, length);
            to.write(buffer, 0, length);
            size += length;
        }
        return of(digest, size);
    }

    public static Content of(MessageDigest digest, long size) {
        return new Content(HexFormat.of().formatHex(digest.digest()), size);
    }

    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "%,d bytes with SHA-256 %s".formatted(size, sha256);
    }
}
