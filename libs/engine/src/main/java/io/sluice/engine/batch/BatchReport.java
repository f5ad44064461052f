package io.sluice.engine.batch;

import java.util.Optional;

/// The counts of a batch; those of its records add up.
///
/// @param accepted records without errors, those that were taken back not counted
/// @param refused records with errors
/// @param lines read
/// @param unpackedBytes read
/// @param fault present when the batch as a whole is refused; then the counts say how far it was read
public record BatchReport(long accepted, long refused, long lines, long unpackedBytes, Optional<BatchFault> fault) {
    public long total() {
        return accepted + refused;
    }
}
