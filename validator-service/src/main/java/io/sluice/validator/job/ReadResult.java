package io.sluice.validator.job;

import io.sluice.contracts.data.DataFile;
import io.sluice.engine.report.Report;
import io.sluice.volume.FileAttributes;
import java.util.Optional;

/// The result of reading a claimed file.
public sealed interface ReadResult {
    /// The file was read to its end and did not change.
    ///
    /// @param report the engine's report; empty if there was no schema to check against
    /// @param sha256 of all bytes, in lower-case hex
    /// @param data the accepted rows; empty if there are none or they do not become data
    record Complete(Optional<Report> report, long size, String sha256, Optional<DataFile> data) implements ReadResult {}

    /// The file differs from the claimed one, or changed while it was read.
    ///
    /// @param current the file as it is now
    record Changed(FileAttributes current) implements ReadResult {}

    /// There is no file at its path.
    record Missing() implements ReadResult {}
}
