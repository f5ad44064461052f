package io.sluice.data.batch;

import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.data.source.UnusableSource;
import io.sluice.engine.batch.CheckedRecord;
import io.sluice.engine.batch.RecordError;
import io.sluice.engine.batch.RecordSink;
import io.sluice.engine.batch.RefusedRecord;
import java.util.List;
import java.util.Optional;

/// Passes the good records of a batch to the stage and the others to the log. What is taken back comes to the
/// log with the merge, which knows its `ref`.
final class StagedRecords implements RecordSink {
    private final Stage stage;
    private final RefusalLog log;
    private final List<UnusableSource> unusable;
    private long accepted;
    private long refused;
    private long bytes;

    /// @param unusable a record that names one of them is not refused: the import ends, to be made later
    StagedRecords(Stage stage, RefusalLog log, List<UnusableSource> unusable) {
        this.stage = stage;
        this.log = log;
        this.unusable = unusable;
    }

    /// Records so far; what is taken back counts here.
    long accepted() {
        return accepted;
    }

    long refused() {
        return refused;
    }

    /// Bytes of the keys and values that went to the stage.
    long bytes() {
        return bytes;
    }

    @Override
    public void accept(CheckedRecord record) {
        accepted++;
        bytes += record.keyLength() + record.valueLength();
        stage.add(record);
    }

    @Override
    public void refuse(RefusedRecord record) {
        if (record.error() == RecordError.UNKNOWN_SCHEMA) {
            expectUsable(record.message());
        }
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

    private void expectUsable(String message) {
        for (var source : unusable) {
            if (message.startsWith("Unknown schema [%s]".formatted(source.batchSchema()))) {
                throw new UnusableSourceException(source);
            }
        }
    }

    @Override
    public void takeBack(long line, long firstLine) {
        stage.takeBack(line, firstLine);
    }
}
