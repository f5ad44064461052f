package io.sluice.schema.account;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.schema.change.AccountChanges;
import io.sluice.schema.outbox.ChangeKind;
import io.sluice.schema.sshkey.SshKeyRow;
import io.sluice.schema.token.TokenRow;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/// Accounts in PostgreSQL. A change locks the account's row until its commit.
@ApplicationScoped
class AccountStore implements Accounts, PanacheRepositoryBase<AccountRow, String> {
    private static final String UNIQUE_VIOLATION = "23505";

    private final AccountChanges changes;

    AccountStore(AccountChanges changes) {
        this.changes = changes;
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
                .chain(taken -> taken != null
                        ? Uni.createFrom().item(Optional.of(taken.state()))
                        : persistAndFlush(row(fresh))
                                .chain(Panache::getSession)
                                .chain(session -> session.persistAll(belongings(fresh)))
                                .chain(() -> changes.record(account.accountId(), ChangeKind.ACCOUNT))
                                .replaceWith(Optional.<AccountState>empty()));
    }

    private static AccountRow row(NewAccount fresh) {
        var row = new AccountRow();
        row.take(fresh.account());
        row.passwordHash = fresh.passwordHash();
        row.clientKeyHash = fresh.clientKeyHash();
        return row;
    }

    private static Object[] belongings(NewAccount fresh) {
        var account = fresh.account();
        return Stream.concat(
                        Stream.of(TokenRow.of(fresh.grant())),
                        fresh.keys().stream()
                                .map(key -> SshKeyRow.of(
                                        account.accountId(), key, account.createdAt(), account.createdBy())))
                .toArray();
    }

    Uni<Optional<Account>> one(AccountId id) {
        return AccountChanges.inSession(() -> findById(id.value()))
                .map(row -> present(row).map(AccountRow::account));
    }

    /// In order of their ids.
    Uni<List<Account>> after(String id, int limit) {
        return AccountChanges.inSession(() -> find("accountId > ?1 and state <> 'erased'", Sort.by("accountId"), id)
                        .page(0, limit)
                        .list())
                .map(rows -> rows.stream().map(AccountRow::account).toList());
    }

    @Override
    public Uni<AccountChange> change(AccountId id, Function<Account, AccountChange> decide) {
        return changes.inTransaction(() -> locked(id).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(new AccountChange.Unknown());
            }
            var row = found.get();
            var before = row.account();
            var decided = decide.apply(before);
            if (!(decided instanceof AccountChange.Changed(Account after)) || after.equals(before)) {
                return Uni.createFrom().item(decided);
            }
            row.take(after);
            return changes.record(id, ChangeKind.ACCOUNT).replaceWith(decided);
        }));
    }

    @Override
    public Uni<Boolean> setPassword(AccountId id, String passwordHash) {
        return changes.inTransaction(() -> locked(id).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(false);
            }
            found.get().passwordHash = passwordHash;
            return changes.record(id, ChangeKind.ACCOUNT).replaceWith(true);
        }));
    }

    @Override
    public Uni<AccountErasure> erase(AccountId id, Function<Account, AccountErasure> decide) {
        return changes.inTransaction(() -> locked(id).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(new AccountErasure.Unknown());
            }
            var row = found.get();
            var decided = decide.apply(row.account());
            if (!(decided instanceof AccountErasure.Erased(Account remains))) {
                return Uni.createFrom().item(decided);
            }
            row.take(remains);
            row.passwordHash = null;
            row.clientKeyHash = null;
            return removeBelongings(id)
                    .chain(() -> changes.record(id, ChangeKind.ACCOUNT))
                    .replaceWith(decided);
        }));
    }

    /// The versions of a source go with it.
    private static Uni<Void> removeBelongings(AccountId id) {
        return Panache.getSession()
                .chain(session -> Multi.createFrom()
                        .items("SshKeyRow", "TokenRow", "HashKeyRow", "SourceRow")
                        .onItem()
                        .transformToUniAndConcatenate(
                                table -> session.createMutationQuery("delete from " + table + " where accountId = ?1")
                                        .setParameter(1, id.value())
                                        .executeUpdate())
                        .onItem()
                        .ignoreAsUni());
    }

    private Uni<Optional<AccountRow>> locked(AccountId id) {
        return findById(id.value(), LockModeType.PESSIMISTIC_WRITE).map(AccountStore::present);
    }

    private static Optional<AccountRow> present(@Nullable AccountRow row) {
        return Optional.ofNullable(row).filter(found -> found.state() != AccountState.ERASED);
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
