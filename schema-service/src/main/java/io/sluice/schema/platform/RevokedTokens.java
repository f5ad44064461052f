package io.sluice.schema.platform;

import io.smallrye.mutiny.Uni;

/// Which tokens of administrators and services were revoked, as the database knows at this moment.
public interface RevokedTokens {
    Uni<Boolean> isRevoked(String tokenId);
}
