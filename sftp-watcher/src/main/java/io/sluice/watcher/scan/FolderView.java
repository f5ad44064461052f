package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.DirectoryObserved.SeenFile;
import java.util.List;

/// What lies unclaimed in one folder after a scan.
///
/// @param folder as the account sees it
/// @param files waiting ones first, then by path
public record FolderView(AccountId account, String folder, List<SeenFile> files) {
    public FolderView {
        files = List.copyOf(files);
    }
}
