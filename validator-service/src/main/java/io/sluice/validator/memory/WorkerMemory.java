package io.sluice.validator.memory;

/// The memory that a worker takes to write the data file of a job, beside that for unique values
/// ([UniqueMemory]) and for what it reads.
///
/// | of a worker | at most | of a heap of 256 MiB, 2 workers | of 614 MiB, 16 workers |
/// |---|---|---|---|
/// | a row group with its dictionaries | 32 MiB | 16 MiB | 4.8 MiB |
/// | what its buffers have beyond their bytes | half of that | 8 MiB | 2.4 MiB |
/// | a part of the upload | 8 MiB, and never less than the 5 MiB that stores ask for | 5 MiB | 5 MiB |
///
/// @param heapBytes the largest heap: the row groups of all workers together have an eighth of it
/// @param workers how many jobs there may be at the same time
public record WorkerMemory(long heapBytes, int workers) {
    private static final int MEBIBYTE = 1 << 20;

    /// What a row group may take before it is written.
    public int rowGroupBytes() {
        return (int) Math.clamp(heapBytes / 8 / workers, MEBIBYTE, 32L * MEBIBYTE);
    }

    /// The size of the first parts of an upload.
    public int partBytes() {
        return Math.clamp(rowGroupBytes() / 4, 5 * MEBIBYTE, 8 * MEBIBYTE);
    }
}
