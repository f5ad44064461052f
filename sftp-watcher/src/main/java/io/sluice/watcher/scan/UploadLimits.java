package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.event.LimitExceeded;
import java.util.Optional;

/// Says which uploads are to be refused because their account went over a limit with them.
@FunctionalInterface
public interface UploadLimits {
    /// The limit that the account went over with an upload.
    ///
    /// @param path as the account sees it
    Optional<LimitExceeded> exceededBy(AccountFacts account, String path, Observation seen);
}
