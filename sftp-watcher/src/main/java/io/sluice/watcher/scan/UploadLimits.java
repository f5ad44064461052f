package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.limit.LimitExceeded;
import java.util.Optional;

/// Says which uploads are refused because their account exceeded a limit with them.
@FunctionalInterface
public interface UploadLimits {
    /// The limit that the account exceeded with an upload; empty when it exceeded none.
    ///
    /// @param path as the account sees it
    Optional<LimitExceeded> exceededBy(AccountFacts account, String path, Observation seen);
}
