package io.sluice.job.live;

import io.sluice.contracts.account.AccountId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// How many live streams each account has open.
final class OpenStreams {
    private final int most;
    private final Map<AccountId, Integer> open = new ConcurrentHashMap<>();

    /// Nothing is open yet.
    ///
    /// @param most streams of one account
    OpenStreams(int most) {
        this.most = most;
    }

    /// Counts one more stream, unless the account has as many as it may.
    ///
    /// @return whether the stream may begin; then it has to be closed
    boolean tryOpen(AccountId account) {
        var opened = new AtomicBoolean();
        open.compute(account, (id, now) -> {
            var count = now == null ? 0 : now;
            opened.set(count < most);
            return count < most ? count + 1 : now;
        });
        return opened.get();
    }

    void close(AccountId account) {
        open.computeIfPresent(account, (id, now) -> now > 1 ? now - 1 : null);
    }
}
