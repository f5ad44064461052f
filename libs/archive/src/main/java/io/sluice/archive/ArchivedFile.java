package io.sluice.archive;

import io.sluice.archive.ArchiveObjects.StoredObject;
import io.sluice.contracts.event.Outcome;
import io.sluice.volume.release.ReleaseRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One archived file or report, as the metadata of its object describes it.
///
/// @param fileName of the uploaded file; for a report, with `.errors.csv` appended
/// @param content of the file before it was compressed
/// @param archivedSize bytes of the compressed file
/// @param archivedAt by the object store's clock
public record ArchivedFile(
        ArchiveKey key,
        String fileName,
        Content content,
        Outcome outcome,
        Instant releasedAt,
        long archivedSize,
        Instant archivedAt) {
    private static final String JOB_ID = "job-id";
    private static final String FILE_NAME = "file-name";
    private static final String SHA256 = "sha256";
    private static final String SIZE = "size";
    private static final String OUTCOME = "outcome";
    private static final String RELEASED_AT = "released-at";

    /// The metadata of an object.
    static Map<String, String> metadata(ReleaseRecord record, String fileName, Content content) {
        return Map.of(
                JOB_ID, record.job().jobId().value(),
                FILE_NAME, fileName,
                SHA256, content.sha256(),
                SIZE, Long.toString(content.size()),
                OUTCOME, record.outcome().name().toLowerCase(Locale.ROOT),
                RELEASED_AT, record.releasedAt().toString());
    }

    /// Empty when the archive did not write the object.
    public static Optional<ArchivedFile> of(StoredObject stored) {
        var key = ArchiveKey.read(stored.key());
        var metadata = stored.metadata();
        if (key.isEmpty() || !metadata.keySet().containsAll(List.of(FILE_NAME, SHA256, SIZE, OUTCOME, RELEASED_AT))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ArchivedFile(
                    key.get(),
                    metadata.getOrDefault(FILE_NAME, ""),
                    new Content(metadata.getOrDefault(SHA256, ""), Long.parseLong(metadata.getOrDefault(SIZE, ""))),
                    Outcome.valueOf(metadata.getOrDefault(OUTCOME, "").toUpperCase(Locale.ROOT)),
                    Instant.parse(metadata.getOrDefault(RELEASED_AT, "")),
                    stored.size(),
                    stored.modifiedAt()));
        } catch (IllegalArgumentException | DateTimeException foreign) {
            return Optional.empty();
        }
    }
}
