package io.sluice.data.difference;

import java.time.Duration;

/// What became of a comparison.
public sealed interface ComparisonOutcome {
    record Compared(Comparison comparison) implements ComparisonOutcome {}

    /// The object store has lost a file, or it was removed a moment ago.
    record FileGone() implements ComparisonOutcome {}

    /// The versions are too large to be compared.
    ///
    /// @param rows of both versions together
    record TooManyRows(long rows, int most) implements ComparisonOutcome {}

    record TooSlow(Duration most) implements ComparisonOutcome {}
}
