package io.sluice.archive;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured;
import java.util.Optional;

/// How full the accounts' workspaces are; the service that measures them implements it. Thread-safe.
public interface WorkspaceUse {
    /// The latest measurement; empty for an account that was not measured since the start.
    Optional<UsageMeasured.Meter> of(AccountId account);

    /// To be called when this service moved or removed a file of the account, which is then measured again.
    void changed(AccountId account);
}
