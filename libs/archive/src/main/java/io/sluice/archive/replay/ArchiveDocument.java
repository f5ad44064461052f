package io.sluice.archive.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.archive.ArchivedFile;
import io.sluice.contracts.event.Outcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A page of an account's archive.
///
/// @param next the cursor of the following page; null on the last one
@JsonInclude(JsonInclude.Include.ALWAYS)
record ArchiveDocument(List<FileDocument> files, @Nullable String next) {

    static ArchiveDocument of(ArchivePage page, Optional<String> next) {
        return new ArchiveDocument(page.files().stream().map(FileDocument::of).toList(), next.orElse(null));
    }

    /// One archived file.
    ///
    /// @param size bytes of the file
    /// @param archivedSize bytes of the compressed object
    /// @param releasedAt epoch seconds of its move to `processed/` or `invalid/`
    /// @param archivedAt epoch seconds
    /// @param key of the object in the bucket
    record FileDocument(
            String jobId,
            String sourceType,
            String fileName,
            String dataDate,
            Outcome outcome,
            long size,
            long archivedSize,
            String sha256,
            long releasedAt,
            long archivedAt,
            String key) {

        static FileDocument of(ArchivedFile file) {
            return new FileDocument(
                    file.key().job().value(),
                    file.key().source().value(),
                    file.fileName(),
                    file.key().dataDate().toString(),
                    file.outcome(),
                    file.content().size(),
                    file.archivedSize(),
                    file.content().sha256(),
                    file.releasedAt().getEpochSecond(),
                    file.archivedAt().getEpochSecond(),
                    file.key().toString());
        }
    }
}
