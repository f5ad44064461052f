package io.sluice.archive;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured.Meter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Workspaces as full as the test sets them.
final class FakeWorkspaces implements WorkspaceUse {
    private final Map<AccountId, Meter> meters = new HashMap<>();
    private final List<AccountId> changed = new ArrayList<>();

    void set(AccountId account, long usedBytes, long limitBytes) {
        meters.put(account, new Meter(usedBytes, limitBytes));
    }

    List<AccountId> changed() {
        return changed;
    }

    @Override
    public Optional<Meter> of(AccountId account) {
        return Optional.ofNullable(meters.get(account));
    }

    @Override
    public void changed(AccountId account) {
        changed.add(account);
    }
}
