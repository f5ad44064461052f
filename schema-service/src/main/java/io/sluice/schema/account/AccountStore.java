package io.sluice.schema.account;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.schema.change.AccountChanges;
import io.sluice.schema.sshkey.SshKeyStore;
import io.sluice.schema.token.TokenStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/// Accounts in PostgreSQL; a change holds the account's row until it is committed.
@ApplicationScoped
class AccountStore implements Accounts, PanacheRepositoryBase<AccountRow, String> {
    private static final String UNIQUE_VIOLATION = "23505";

    private final AccountChanges changes;
    private final SshKeyStore keys;
    private final TokenStore tokens;

    AccountStore(AccountChanges changes, SshKeyStore keys, TokenStore tokens) {
        this.changes = changes;
        this.keys = keys;
        this.tokens = tokens;
    }

    @Override
    public Uni<Optional<AccountState>> add(NewAccount fresh) {
        return changes.inTransaction(() -> addUnlessPresent(fresh))
                // Two at once: the later one finds the earlier one's row.
                .onFailure(AccountStore::isDuplicate)
                .recoverWithUni(() -> changes.inTransaction(() -> addUnlessPresent(fresh)));
    }

    private Uni<Optional<AccountState>> addUnlessPresent(NewAccount fresh) {
        var account = fresh.account();
        return findById(account.accountId().value())
                .chain(present -> present != null
                        ? Uni.createFrom().item(Optional.of(present.state()))
                        : persistAndFlush(row(fresh))
                                .chain(() -> keys.addAll(
                                        account.accountId(), fresh.keys(), account.createdAt(), account.createdBy()))
                                .chain(() -> tokens.record(fresh.grant()))
                                .replaceWith(Optional.<AccountState>empty()));
    }

    private static AccountRow row(NewAccount fresh) {
        var row = new AccountRow();
        row.take(fresh.account());
        row.passwordHash = fresh.passwordHash();
        row.clientKeyHash = fresh.clientKeyHash();
        return row;
    }

    @Override
    public Uni<Optional<Account>> one(AccountId id) {
        return Panache.withSession(() -> findById(id.value()))
                .map(row -> living(row).map(AccountRow::account));
    }

    @Override
    public Uni<List<Account>> after(String id, int limit) {
        return Panache.withSession(() -> find("accountId > ?1 and state <> 'erased'", Sort.by("accountId"), id)
                        .page(0, limit)
                        .list())
                .map(rows -> rows.stream().map(AccountRow::account).toList());
    }

    @Override
    public Uni<Optional<Account>> change(AccountId id, UnaryOperator<Account> change) {
        return changes.inTransaction(() -> locked(id)
                .map(found -> found.map(row -> {
                    var before = row.account();
                    var after = change.apply(before);
                    if (!after.equals(before)) {
                        row.take(after);
                    }
                    return after;
                })));
    }

    @Override
    public Uni<Boolean> setPassword(AccountId id, String passwordHash) {
        return changes.inTransaction(() -> locked(id).map(found -> {
            found.ifPresent(row -> {
                row.passwordHash = passwordHash;
                row.version++;
            });
            return found.isPresent();
        }));
    }

    @Override
    public Uni<Optional<Account>> erase(AccountId id, UnaryOperator<Account> remains) {
        return changes.inTransaction(() -> locked(id).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Optional.<Account>empty());
            }
            var row = found.get();
            var rest = remains.apply(row.account());
            row.take(rest);
            row.passwordHash = null;
            row.clientKeyHash = null;
            return keys.removeAll(id)
                    .chain(() -> tokens.removeAll(id))
                    .chain(() -> removeSources(id))
                    .replaceWith(Optional.of(rest));
        }));
    }

    private static Uni<Integer> removeSources(AccountId id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("delete from sources where accuid = ?1")
                        .setParameter(1, id.value())
                        .executeUpdate());
    }

    private Uni<Optional<AccountRow>> locked(AccountId id) {
        return findById(id.value(), LockModeType.PESSIMISTIC_WRITE).map(AccountStore::living);
    }

    private static Optional<AccountRow> living(@Nullable AccountRow row) {
        return Optional.ofNullable(row).filter(present -> present.state() != AccountState.ERASED);
    }

    private static boolean isDuplicate(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException refused
                    && UNIQUE_VIOLATION.equals(refused.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
