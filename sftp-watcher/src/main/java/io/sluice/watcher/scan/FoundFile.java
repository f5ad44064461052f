package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.UploadName;
import java.util.Optional;

/// A file that lies unclaimed in an account's `sources/`.
sealed interface FoundFile {

    /// As the account sees it.
    String path();

    Observation seen();

    /// It will be taken once it is complete and due.
    record Pending(AccountId account, String path, UploadName.Dated name, Observation seen) implements FoundFile {}

    /// It will not be taken.
    record Ignored(String path, String reason, Observation seen) implements FoundFile {

        /// The date that the name begins with, if it does.
        Optional<DataDate> dataDate() {
            var name = path.substring(path.lastIndexOf('/') + 1);
            return name.length() < 8 ? Optional.empty() : DataDate.of(name.substring(0, 8));
        }
    }
}
