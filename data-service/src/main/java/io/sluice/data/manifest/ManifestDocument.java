package io.sluice.data.manifest;

import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.data.day.DayVersion;
import java.util.List;

/// What a day holds, and where: the answer of `GET …/data`.
///
/// @param snapshotId too large a number for JavaScript, so a text
/// @param updatedAt epoch seconds
/// @param files Parquet; none when the day is empty
record ManifestDocument(
        SourceType sourceType,
        DataDate dataDate,
        JobId jobId,
        int schemaVersion,
        long rows,
        String snapshotId,
        long updatedAt,
        List<FileDocument> files) {

    /// @param href a signed address, valid for an hour; GET, HEAD, Range
    /// @param size bytes
    /// @param sha256 lower-case hex
    record FileDocument(String href, long size, String sha256, long rows) {}

    static ManifestDocument of(DayVersion version, FileLinks links) {
        return new ManifestDocument(
                version.job().sourceType(),
                version.job().dataDate(),
                version.job().jobId(),
                version.schemaVersion(),
                version.rows(),
                Long.toString(version.snapshotId()),
                version.updatedAt().getEpochSecond(),
                version.file().stream()
                        .map(file -> new FileDocument(
                                links.href(version.job(), file), file.size(), file.sha256(), file.rows()))
                        .toList());
    }
}
