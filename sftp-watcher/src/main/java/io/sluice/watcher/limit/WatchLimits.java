package io.sluice.watcher.limit;

import io.sluice.contracts.account.AccountId;
import java.util.Set;

/// What a round of the watcher does about limits. Used by one thread.
public final class WatchLimits {
    private final MeasureUsage measure;
    private final EnforceLimits enforce;
    private final PublishUsage publish;

    public WatchLimits(MeasureUsage measure, EnforceLimits enforce, PublishUsage publish) {
        this.measure = measure;
        this.enforce = enforce;
        this.publish = publish;
    }

    /// Measures and enforces, after the ledger was read and before the scan; returns the accounts whose
    /// uploads are to be judged anew.
    public Set<AccountId> look() {
        measure.measure();
        return enforce.enforce();
    }

    /// An upload of the account was perhaps moved.
    public void changed(AccountId account) {
        measure.changed(account);
    }

    /// Makes known what was measured.
    public void tell() {
        publish.publish(measure.usages());
    }
}
