package io.sluice.events.account;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.PlatformFacts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The facts about all accounts, in memory, so that no service calls another one to know an account; and
/// which tokens of administrators and services are revoked.
///
/// Thread-safe. [AccountTopicReader] fills it from the compacted topics `account-changed` and
/// `platform-changed`; an older version never replaces a newer one.
///
/// | the topics were read to their ends | complete | current |
/// |---|---|---|
/// | not since the start | no | no |
/// | within `sluice.account-view.max-age` | yes | yes |
/// | longer ago: revocations may be missing | yes | no |
///
/// A platform without readable facts is unknown: schema-service publishes them also when nothing is revoked.
@ApplicationScoped
public class AccountView {
    private static final long NEVER = Long.MIN_VALUE;

    private final Duration maxAge;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<AccountId, AccountFacts> accounts = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable PlatformFacts platform;
    private volatile long readUpTo = NEVER;
    private volatile Snapshot snapshot = new Snapshot(0, List.of());

    @Inject
    AccountView(AccountViewConfig config) {
        this(config.maxAge(), System::nanoTime);
    }

    /// @param maxAge how long the view is current after the topic was read to its end
    public AccountView(Duration maxAge, LongSupplier nanoTime) {
        this.maxAge = maxAge;
        this.nanoTime = nanoTime;
    }

    /// The account's facts; empty when no such account is known here.
    public Optional<AccountFacts> find(AccountId id) {
        return Optional.ofNullable(accounts.get(id));
    }

    /// Whether a token of an administrator or a service is known to be revoked. A token that is not may be
    /// let in only if [#knowsRevocations].
    public boolean isRevoked(String platformTokenId) {
        var known = platform;
        return known != null && known.revokedTokens().contains(platformTokenId);
    }

    /// Whether the view decides on tokens of administrators and services.
    public boolean knowsRevocations() {
        return isCurrent() && platform != null;
    }

    /// All accounts, suspended ones included, in no order. It is the same collection until an account
    /// changes.
    public Collection<AccountFacts> all() {
        var before = changes.get();
        var latest = snapshot;
        if (latest.changes() != before) {
            latest = new Snapshot(before, List.copyOf(accounts.values()));
            snapshot = latest;
        }
        return latest.accounts();
    }

    /// Whether the topics were read to their ends. Before, accounts may be missing, or known by old facts.
    public boolean isComplete() {
        return readUpTo != NEVER;
    }

    /// Whether the view decides on rights: nothing that was published longer ago than the allowed age is
    /// missing.
    public boolean isCurrent() {
        var reached = readUpTo;
        return reached != NEVER && nanoTime.getAsLong() - reached <= maxAge.toNanos();
    }

    /// The view contains everything that was published until then, by the monotonic clock.
    public void isReadUpTo(long moment) {
        readUpTo = moment;
    }

    void isNotRead() {
        readUpTo = NEVER;
    }

    void put(AccountFacts facts) {
        accounts.merge(facts.accountId(), facts, (old, fresh) -> fresh.version() >= old.version() ? fresh : old);
        changes.incrementAndGet();
    }

    synchronized void put(PlatformFacts facts) {
        var known = platform;
        if (known == null || facts.version() >= known.version()) {
            platform = facts;
        }
    }

    synchronized void forgetRevocations() {
        platform = null;
    }

    void remove(AccountId id) {
        accounts.remove(id);
        changes.incrementAndGet();
    }

    /// All accounts after that many changes, or a few more.
    private record Snapshot(long changes, Collection<AccountFacts> accounts) {}
}
