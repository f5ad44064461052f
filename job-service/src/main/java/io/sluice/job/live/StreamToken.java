package io.sluice.job.live;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.events.account.AccountView;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The token that opened a stream. It is checked again and again, because a stream outlives the check of its
/// request.
///
/// @param tenant the account the token belongs to; empty for the platform team
record StreamToken(Optional<AccountId> tenant, @Nullable String tokenId, Instant expiry) {

    boolean isValid(AccountView accounts, Clock clock) {
        return clock.instant().isBefore(expiry)
                && tenant.flatMap(accounts::find).map(this::isAdmitted).orElse(true);
    }

    private boolean isAdmitted(AccountFacts account) {
        return account.state() == AccountState.ACTIVE
                && (tokenId == null || !account.revokedTokens().contains(tokenId));
    }
}
