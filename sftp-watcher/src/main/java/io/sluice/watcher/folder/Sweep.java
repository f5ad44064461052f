package io.sluice.watcher.folder;

import io.sluice.contracts.account.AccountId;
import java.time.Duration;

/// How often an account is listed that the ledger does not mention: once in a period, each account at its own
/// moment of the period.
///
/// So the listings are spread evenly, and their rate does not grow with the number of accounts. Two listings
/// of an account are at most a period and a scan cycle apart.
///
/// @param interval the shortest period
/// @param accountsPerSecond the most accounts listed in a second; more accounts make the period longer
public record Sweep(Duration interval, int accountsPerSecond) {
    public Sweep {
        if (!interval.isPositive() || accountsPerSecond < 1) {
            throw new IllegalArgumentException("expected a sweep of a positive interval and a rate of at least 1 but"
                    + " they are %s and %d".formatted(interval, accountsPerSecond));
        }
    }

    /// Whether the account's moment has come since its last listing.
    ///
    /// @param lookedAt elapsed time at its last listing
    /// @param accounts number of all accounts
    public boolean isDue(AccountId id, Duration lookedAt, Duration tick, int accounts) {
        var period = Math.max(interval.toMillis(), 1000L * accounts / accountsPerSecond);
        var phase = Math.floorMod(spread(id.value().hashCode()), period);
        return Math.floorDiv(tick.toMillis() + phase, period) > Math.floorDiv(lookedAt.toMillis() + phase, period);
    }

    /// Spreads hashes, because names that differ only in their last digit have neighbouring ones.
    private static long spread(int hash) {
        return (hash * 0x9E37_79B9_7F4A_7C15L) >>> 16;
    }
}
