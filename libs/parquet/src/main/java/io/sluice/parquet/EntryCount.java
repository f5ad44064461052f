package io.sluice.parquet;

/// Counts the entries of all columns: a value each, or a gap. Runs of gaps take hardly a byte of a record
/// and of a file, but each takes time, and a page may have no more than 2^31.
final class EntryCount {
    private long all;
    private long ofRecord;

    void add() {
        if (++ofRecord > TooManyEntriesException.MOST) {
            throw new TooManyEntriesException();
        }
        all++;
    }

    void beginRecord() {
        ofRecord = 0;
    }

    void beginGroup() {
        all = 0;
    }

    /// Of the row group.
    long all() {
        return all;
    }
}
