package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.UploadName;
import java.util.Optional;

/// An unclaimed file in an account's `sources/`.
sealed interface FoundFile {

    /// The path as the account sees it.
    String path();

    Observation seen();

    /// Will be claimed once it is complete and due.
    record Pending(AccountId account, String path, UploadName.Dated name, Observation seen) implements FoundFile {}

    /// Will not be claimed.
    record Ignored(String path, String reason, Observation seen) implements FoundFile {

        /// The date at the begin of the name; empty when there is none.
        Optional<DataDate> dataDate() {
            var name = path.substring(path.lastIndexOf('/') + 1);
            return name.length() < 8 ? Optional.empty() : DataDate.of(name.substring(0, 8));
        }
    }
}
