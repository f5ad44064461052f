package io.sluice.watcher.ledger;

import java.util.OptionalLong;

/// A path that somebody has open for writing.
///
/// @param path where the file lies now, as the account sees it
/// @param before how many bytes lay there when it was opened; empty when the ledger does not know
public record OpenUpload(String path, OptionalLong before) {

    /// The folder directly below `/sources` that it lies in, else the empty text.
    public String folder() {
        return Ledger.folderOf(path);
    }
}
