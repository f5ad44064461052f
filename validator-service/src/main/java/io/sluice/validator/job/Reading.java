package io.sluice.validator.job;

import io.sluice.engine.report.Report;
import io.sluice.volume.FileAttributes;
import java.util.Optional;

/// What came of reading a claimed file from its first byte to its last.
public sealed interface Reading {
    /// The file was the same before, while and after it was read.
    ///
    /// @param report what the engine found; empty when there was no schema to check against
    /// @param sha256 lower-case hex of all bytes
    record Whole(Optional<Report> report, long size, String sha256) implements Reading {}

    /// The file is not the one that was claimed, or did not stay the same.
    record Changed(FileAttributes present) implements Reading {}

    /// Nothing lies there.
    record Missing() implements Reading {}
}
