package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountId;
import io.sluice.volume.FileAttributes;
import java.util.Set;

/// The uploads that an administrator confirmed though they may be cut.
public interface ConfirmedUploads {

    /// Whether this very file was confirmed: path, size and mtime.
    boolean holds(AccountId account, String path, FileAttributes attributes);

    /// Accounts with uploads that were confirmed since the last call, by this process.
    Set<AccountId> confirmedLately();
}
