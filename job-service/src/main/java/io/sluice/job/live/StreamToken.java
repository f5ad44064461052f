package io.sluice.job.live;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.events.account.AccountView;
import java.time.Clock;
import java.time.Instant;

/// The token that opened a stream. It is checked again and again, because a stream outlives the check of
/// its request.
///
/// | the stream ends when | of a tenant | of an administrator |
/// |---|---|---|
/// | the token expires, the account is erased, the account facts are too old | yes | yes |
/// | the token is revoked | yes | yes |
/// | the revocations of the platform are unreadable | no | yes |
/// | the account is suspended | yes | no |
///
/// @param account the stream's
record StreamToken(AccountId account, boolean ofTenant, String tokenId, Instant expiry) {

    boolean isValid(AccountView accounts, Clock clock) {
        return clock.instant().isBefore(expiry)
                && accounts.isCurrent()
                && (ofTenant || (accounts.knowsRevocations() && !accounts.isRevoked(tokenId)))
                && accounts.find(account).filter(this::isAdmitted).isPresent();
    }

    private boolean isAdmitted(AccountFacts facts) {
        return ofTenant
                ? facts.state() == AccountState.ACTIVE && !facts.revokedTokens().contains(tokenId)
                : facts.state() != AccountState.ERASED;
    }
}
