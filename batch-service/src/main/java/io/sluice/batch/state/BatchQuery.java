package io.sluice.batch.state;

import io.sluice.contracts.account.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Which batches of an account are asked for, newest first.
///
/// @param states only these
/// @param after created at that moment or later
/// @param before created before that moment
/// @param offset how many of them are skipped
public record BatchQuery(
        AccountId account, Set<BatchState> states, Instant after, Optional<Instant> before, int offset, int limit) {
    public BatchQuery {
        states = Set.copyOf(states);
    }
}
