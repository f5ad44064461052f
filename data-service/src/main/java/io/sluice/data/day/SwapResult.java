package io.sluice.data.day;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DaySwapped;
import io.sluice.contracts.file.JobRef;
import java.util.OptionalLong;

/// What became of a swap.
public sealed interface SwapResult {
    /// It is committed, or a later job of the day makes it superfluous.
    record Swapped(DaySwapped answer) implements SwapResult {}

    /// The job's rows became the data of another day, or of another source.
    record OtherDay(JobRef known) implements SwapResult {}

    /// The file has the key of another job or day.
    record ForeignFile(DataFile file, String expectedPrefix) implements SwapResult {}

    /// The object store does not have the file as announced.
    ///
    /// @param found its size; empty when there is none
    record DifferentFile(DataFile file, OptionalLong found) implements SwapResult {}

    /// The account, or the source, or that version of its schema is unknown.
    record UnknownSchema() implements SwapResult {}
}
