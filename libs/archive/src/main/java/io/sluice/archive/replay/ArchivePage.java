package io.sluice.archive.replay;

import io.sluice.archive.ArchivedFile;
import java.util.List;
import java.util.Optional;

/// One page of archived files, in the order of their keys.
///
/// @param last the last key of the page; empty when no page follows
record ArchivePage(List<ArchivedFile> files, Optional<String> last) {
    ArchivePage {
        files = List.copyOf(files);
    }
}
