package io.sluice.engine;

import io.sluice.engine.schema.Field;
import java.util.List;

/// Takes the rows without an error while a run goes on. An exception that it throws ends the run.
///
/// An error that certainly refuses the file ends the hand-over: the first one, if the file is accepted only
/// as a whole, and one that ends the run.
///
/// A duplicate that only the end of the run finds was handed over before: [ValidationRun#refused] tells.
public interface RowSink {
    /// The header has no error; these are the columns of the file. Called once, or never.
    void columns(List<Field> columns);

    /// Takes the next rows.
    ///
    /// @return the batch for the rows that follow: this one, which is overwritten then, or one
    /// [RowBatch#like] it, while another thread still reads this one
    RowBatch rows(RowBatch batch);

    /// The file is refused, so the rows are not wanted: no further ones follow. Called once, or never.
    default void refused() {}
}
