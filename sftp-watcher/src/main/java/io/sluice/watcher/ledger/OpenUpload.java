package io.sluice.watcher.ledger;

import java.util.OptionalLong;

/// A path that somebody has open for writing.
///
/// @param path of the file now, as the account sees it
/// @param before size of the file when it was opened; empty when the ledger does not know it
public record OpenUpload(String path, OptionalLong before) {

    /// The folder directly below `/sources` that holds it; empty for other paths.
    public String folder() {
        return Ledger.folderOf(path);
    }
}
