package io.sluice.validator.dryrun;

import io.sluice.contracts.account.AccountId;
import java.util.HashMap;
import java.util.Map;

/// The disk that the bodies of dry runs may take, in total and per account: no account gets more than half.
/// Thread-safe.
final class BodySpace {
    private final long total;
    private final Map<AccountId, Long> taken = new HashMap<>();
    private long takenInTotal;

    /// @param total bytes
    BodySpace(long total) {
        this.total = total;
    }

    /// Takes space for some more bytes.
    ///
    /// @throws NoSpaceException if there is not so much left; then nothing is taken
    synchronized void take(AccountId account, long bytes) throws NoSpaceException {
        var own = taken.getOrDefault(account, 0L);
        if (own + bytes > total / 2 || takenInTotal + bytes > total) {
            throw new NoSpaceException();
        }
        takenInTotal += bytes;
        taken.put(account, own + bytes);
    }

    synchronized void giveBack(AccountId account, long bytes) {
        takenInTotal -= bytes;
        taken.computeIfPresent(account, (id, own) -> own > bytes ? own - bytes : null);
    }
}
