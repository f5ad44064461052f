package io.sluice.data.batch;

import io.sluice.contracts.event.BatchFinished;
import io.sluice.engine.batch.CheckedRecord;
import java.util.List;
import java.util.function.Consumer;

/// The records of one batch on their way to the entities. Belongs to one thread.
///
/// | step | what others see |
/// |---|---|
/// | [#add], [#takeBack] | nothing |
/// | [#merge] | nothing yet; no other batch changes the same sources until the end |
/// | [#commit] | all changes in all sources, and the outcome, at once |
/// | [#close] without commit, or the death of the process | nothing, for ever |
public interface Stage extends AutoCloseable {
    /// Takes a record; lines come in their order. The record may be reused afterwards.
    void add(CheckedRecord record);

    /// Takes a record out again, because an earlier line has its `ref`. After all records.
    void takeBack(long line, long firstLine);

    /// Changes the entities, after all records.
    ///
    /// @param refusals takes the records that their entities do not allow
    /// @return what each source took
    List<BatchFinished.Source> merge(Consumer<RefusedChange> refusals);

    /// Makes everything visible, together with the outcome.
    void commit(BatchFinished outcome);

    @Override
    void close();
}
