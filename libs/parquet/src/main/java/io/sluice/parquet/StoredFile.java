package io.sluice.parquet;

import java.io.IOException;

/// A file in parts: an object in a store, or a file on a disk.
public interface StoredFile {
    /// In bytes.
    long size();

    /// So many bytes from a position on.
    ///
    /// @throws IOException also when the file ends before
    byte[] read(long from, int length) throws IOException;
}
