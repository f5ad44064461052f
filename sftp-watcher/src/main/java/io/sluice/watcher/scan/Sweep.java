package io.sluice.watcher.scan;

import io.sluice.contracts.account.AccountId;
import java.time.Duration;

/// How often an account is looked at of which the ledger tells nothing: once in a period, each in its own
/// part of it.
///
/// So the looks spread evenly, and what they cost does not grow with the number of accounts. Two looks at an
/// account are never further apart than a period and a round.
///
/// @param interval the shortest period
/// @param accountsPerSecond how many accounts are looked at in a second; more accounts make the period longer
public record Sweep(Duration interval, int accountsPerSecond) {
    public Sweep {
        if (!interval.isPositive() || accountsPerSecond < 1) {
            throw new IllegalArgumentException("expected a sweep of a positive interval and a rate of at least 1 but"
                    + " they are %s and %d".formatted(interval, accountsPerSecond));
        }
    }

    /// Whether the account's moment came since it was looked at.
    ///
    /// @param lookedAt when it was looked at last, by the ticker
    /// @param accounts how many there are
    public boolean isDue(AccountId id, Duration lookedAt, Duration tick, int accounts) {
        var period = Math.max(interval.toMillis(), 1000L * accounts / accountsPerSecond);
        var phase = Math.floorMod(spread(id.value().hashCode()), period);
        return Math.floorDiv(tick.toMillis() + phase, period) > Math.floorDiv(lookedAt.toMillis() + phase, period);
    }

    /// Names that differ in their last digit only have hashes that lie side by side.
    private static long spread(int hash) {
        return (hash * 0x9E37_79B9_7F4A_7C15L) >>> 16;
    }
}
