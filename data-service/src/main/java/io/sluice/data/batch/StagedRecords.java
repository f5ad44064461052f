package io.sluice.data.batch;

import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.engine.batch.CheckedRecord;
import io.sluice.engine.batch.RecordSink;
import io.sluice.engine.batch.RefusedRecord;
import java.util.Optional;

/// Passes the good records of a batch to the stage and the others to the log. What is taken back comes to the
/// log with the merge, which knows its `ref`.
final class StagedRecords implements RecordSink {
    private final Stage stage;
    private final RefusalLog log;
    private long accepted;
    private long refused;

    StagedRecords(Stage stage, RefusalLog log) {
        this.stage = stage;
        this.log = log;
    }

    /// Records so far; what is taken back counts here.
    long accepted() {
        return accepted;
    }

    long refused() {
        return refused;
    }

    @Override
    public void accept(CheckedRecord record) {
        accepted++;
        stage.add(record);
    }

    @Override
    public void refuse(RefusedRecord record) {
        refused++;
        log.add(new BatchLogLine(
                record.ref().orElse(BatchLogLine.NO_REF),
                Integer.toString(record.error().number()),
                record.message(),
                Optional.of(record.line()),
                record.column(),
                record.rule(),
                record.error().code()));
    }

    @Override
    public void takeBack(long line, long firstLine) {
        stage.takeBack(line, firstLine);
    }
}
