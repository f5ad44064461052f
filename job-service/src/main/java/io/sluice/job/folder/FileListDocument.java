package io.sluice.job.folder;

import java.util.List;

/// Unclaimed files (spec 4 section 4).
record FileListDocument(List<FileDocument> files) {

    static FileListDocument of(List<UnclaimedFile> files) {
        return new FileListDocument(files.stream().map(FileDocument::of).toList());
    }

    /// @param seenAt epoch seconds of the first observation
    record FileDocument(String path, long size, String reason, long seenAt) {
        static FileDocument of(UnclaimedFile file) {
            return new FileDocument(
                    file.path(), file.size(), file.reason(), file.seenAt().getEpochSecond());
        }
    }
}
