package io.sluice.watcher.limit;

import io.sluice.contracts.account.AccountId;
import java.util.Set;

/// The part of a scan cycle that concerns limits. Used by one thread.
public final class WatchLimits {
    private final MeasureUsage measure;
    private final EnforceLimits enforce;
    private final PublishUsage publish;
    private final BatchTraffic batches;

    public WatchLimits(MeasureUsage measure, EnforceLimits enforce, PublishUsage publish, BatchTraffic batches) {
        this.batches = batches;
        this.measure = measure;
        this.enforce = enforce;
        this.publish = publish;
    }

    /// Measures and enforces; to be called after the ledger was read and before the scan. Returns the
    /// accounts whose uploads must be judged again.
    public Set<AccountId> look() {
        measure.measure();
        return enforce.enforce();
    }

    /// To be called when an upload of the account may have been moved.
    public void changed(AccountId account) {
        measure.changed(account);
    }

    /// Publishes the measurements. While the traffic of batches is not known since the start, they could show
    /// less than the previous ones of the same day.
    public void publish() {
        if (batches.isKnown()) {
            publish.publish(measure.usages());
        }
    }
}
