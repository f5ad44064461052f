package io.sluice.archive;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured;
import java.util.Optional;

/// How full the accounts' workspaces are; the service that measures them implements it. Thread-safe.
public interface WorkspaceUse {
    /// As last measured; empty for an account that was not measured since the start.
    Optional<UsageMeasured.Meter> of(AccountId account);

    /// Something of the account was moved or removed by this service: it is measured again in the next scan cycle.
    void changed(AccountId account);
}
