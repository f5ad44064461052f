package io.sluice.schema.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "tokens")
@NullUnmarked
public class TokenRow {
    @Id
    @Column(name = "token_id")
    String tokenId;

    @Column(name = "accuid")
    String accountId;

    String description;
    String[] scopes;

    @Column(name = "user_id")
    long userId;

    @Column(name = "issued_at")
    Instant issuedAt;

    @Column(name = "issued_by")
    long issuedBy;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "revoked_at")
    Instant revokedAt;

    public static TokenRow of(TokenGrant grant) {
        var row = new TokenRow();
        row.tokenId = grant.tokenId();
        row.accountId = grant.account().value();
        row.description = grant.description();
        row.scopes = grant.scopes().stream().map(TokenScope::label).toArray(String[]::new);
        row.userId = grant.userId();
        row.issuedAt = grant.issuedAt();
        row.issuedBy = grant.issuedBy();
        row.expiresAt = grant.expiresAt();
        return row;
    }

    TokenDocument document() {
        return new TokenDocument(
                tokenId,
                null,
                description,
                Stream.of(scopes).map(TokenScope::ofLabel).toList(),
                userId,
                issuedAt.getEpochSecond(),
                issuedBy,
                expiresAt.getEpochSecond(),
                revokedAt == null ? null : revokedAt.getEpochSecond());
    }
}
