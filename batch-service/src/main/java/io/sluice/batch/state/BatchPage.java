package io.sluice.batch.state;

import java.util.List;

/// Some of the batches that were asked for.
///
/// @param totalCount of all of them
public record BatchPage(long totalCount, List<Batch> batches) {
    public BatchPage {
        batches = List.copyOf(batches);
    }
}
