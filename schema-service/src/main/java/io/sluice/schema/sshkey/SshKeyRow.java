package io.sluice.schema.sshkey;

import io.sluice.contracts.account.AccountId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "ssh_keys")
@IdClass(SshKeyRow.Key.class)
@NullUnmarked
public class SshKeyRow {
    @Id
    @Column(name = "accuid")
    String accountId;

    @Id
    @Column(name = "key_id")
    String keyId;

    String fingerprint;

    @Column(name = "public_key")
    String publicKey;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    long createdBy;

    public static SshKeyRow of(AccountId account, SshPublicKey key, Instant at, long by) {
        var row = new SshKeyRow();
        row.accountId = account.value();
        row.keyId = key.keyId();
        row.fingerprint = key.fingerprint();
        row.publicKey = key.text();
        row.createdAt = at;
        row.createdBy = by;
        return row;
    }

    SshKeyDocument document() {
        return new SshKeyDocument(keyId, fingerprint, publicKey, createdAt.getEpochSecond(), createdBy);
    }

    static class Key implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;

        String accountId;
        String keyId;

        Key() {}

        Key(String accountId, String keyId) {
            this.accountId = accountId;
            this.keyId = keyId;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.accountId.equals(accountId) && key.keyId.equals(keyId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(accountId, keyId);
        }
    }
}
