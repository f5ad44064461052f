package io.sluice.schema.platform;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "platform_tokens")
@NullUnmarked
class PlatformTokenRow {
    @Id
    @Column(name = "token_id")
    String tokenId;

    String name;
    String role;

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

    static PlatformTokenRow of(PlatformGrant grant) {
        var row = new PlatformTokenRow();
        row.tokenId = grant.tokenId();
        row.name = grant.name();
        row.role = grant.role().label();
        row.userId = grant.userId();
        row.issuedAt = grant.issuedAt();
        row.issuedBy = grant.issuedBy();
        row.expiresAt = grant.expiresAt();
        return row;
    }

    PlatformTokenDocument document() {
        return new PlatformTokenDocument(
                tokenId,
                null,
                name,
                PlatformRole.ofLabel(role).orElseThrow(),
                userId,
                issuedAt.getEpochSecond(),
                issuedBy,
                expiresAt.getEpochSecond(),
                revokedAt == null ? null : revokedAt.getEpochSecond());
    }
}
