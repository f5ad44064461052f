package io.sluice.engine.batch;

/// Takes the records of a batch, in the order of their lines.
public interface RecordSink {
    /// Takes a record without errors. The object and its arrays are reused for the next one.
    void accept(CheckedRecord record);

    void refuse(RefusedRecord record);

    /// Takes back a record that was accepted: it turned out at the end that an earlier line has its `ref`.
    /// Such calls come in no particular order.
    void takeBack(long line, long firstLine);
}
