package io.sluice.data.manifest;

import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.data.day.DayVersion;
import io.sluice.data.snapshot.EntitySnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a day holds, or the entities of a source, and where: the answer of `GET …/data`.
///
/// @param dataDate the day, and the job whose rows it holds; absent for entities
/// @param batchRef the last batch that is in the snapshot of the entities; absent for a day, and when it is
/// not known any more
/// @param snapshotId too large a number for JavaScript, so a text
/// @param takenAt epoch seconds: all batches that had ended by then are in the snapshot; absent for a day
/// @param updatedAt epoch seconds
/// @param files Parquet; none when the day is empty, or there are no entities
record ManifestDocument(
        SourceType sourceType,
        @Nullable DataDate dataDate,
        @Nullable JobId jobId,
        @Nullable BatchRef batchRef,
        int schemaVersion,
        long rows,
        String snapshotId,
        @Nullable Long takenAt,
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
                null,
                version.schemaVersion(),
                version.rows(),
                Long.toString(version.snapshotId()),
                null,
                version.updatedAt().getEpochSecond(),
                version.file().stream()
                        .map(file -> new FileDocument(
                                links.href(version.job(), file), file.size(), file.sha256(), file.rows()))
                        .toList());
    }

    static ManifestDocument of(EntitySnapshot snapshot, FileLinks links) {
        var source = snapshot.source();
        return new ManifestDocument(
                source.source(),
                null,
                null,
                snapshot.content().batch().orElse(null),
                snapshot.content().schemaVersion(),
                snapshot.rows(),
                Long.toString(snapshot.snapshotId()),
                snapshot.content().takenAt().getEpochSecond(),
                snapshot.updatedAt().getEpochSecond(),
                snapshot.file().stream()
                        .map(file -> new FileDocument(
                                links.href(source.account(), source.source(), new DataPart.Entities(), file),
                                file.size(),
                                file.sha256(),
                                file.rows()))
                        .toList());
    }
}
