package io.sluice.schema.change;

import io.sluice.contracts.account.AccountId;
import io.sluice.schema.outbox.ChangeKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/// A change that is not published yet.
@Entity
@Table(name = "account_changes")
@IdClass(AccountChangeRow.Key.class)
@NullUnmarked
class AccountChangeRow {
    @Id
    @Column(name = "accuid")
    String accountId;

    /// The version that the change made.
    @Id
    Long version;

    String kind;

    static AccountChangeRow of(AccountId account, long version, ChangeKind kind) {
        var row = new AccountChangeRow();
        row.accountId = account.value();
        row.version = version;
        row.kind = kind.label();
        return row;
    }

    static class Key implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        String accountId;
        Long version;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.accountId.equals(accountId) && key.version.equals(version);
        }

        @Override
        public int hashCode() {
            return Objects.hash(accountId, version);
        }
    }
}
