package io.sluice.job.folder;

import java.util.List;
import java.util.Optional;

/// A page of unclaimed files (spec 4 section 4).
///
/// @param next the cursor of the next page; absent on the last one
record FileListDocument(List<FileDocument> files, Optional<String> next) {

    /// @param found the files of the page, and one more if another page follows
    static FileListDocument of(List<UnclaimedFile> found, int limit) {
        var files = found.stream().limit(limit).toList();
        return new FileListDocument(
                files.stream().map(FileDocument::of).toList(),
                found.size() > limit
                        ? Optional.of(FilesCursor.after(files.getLast().path()))
                        : Optional.empty());
    }

    /// @param seenAt epoch seconds of the first observation
    record FileDocument(String path, long size, String reason, long seenAt) {
        static FileDocument of(UnclaimedFile file) {
            return new FileDocument(
                    file.path(), file.size(), file.reason(), file.seenAt().getEpochSecond());
        }
    }
}
