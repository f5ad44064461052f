package io.sluice.contracts.data;

import java.util.regex.Pattern;

/// A Parquet file in the object store with the accepted rows of one job, or with the entities of a source.
///
/// @param key of the object, made by [DataKeys#dayFile] or [DataKeys#snapshotFile]
/// @param size bytes
/// @param sha256 lower-case hex of the bytes
/// @param rows at least 1: without rows there is no file
public record DataFile(String key, long size, String sha256, long rows) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public DataFile {
        if (key == null || key.isEmpty()) {
            throw new IllegalArgumentException("a data file has a key");
        }
        if (size < 1 || rows < 1) {
            throw new IllegalArgumentException(
                    "expected a data file with bytes and rows but got %d bytes and %d rows, %s"
                            .formatted(size, rows, key));
        }
        if (sha256 == null || !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "expected a SHA-256 of 64 lower-case hex digits but got \"%s\", %s".formatted(sha256, key));
        }
    }
}
