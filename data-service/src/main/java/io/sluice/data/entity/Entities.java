package io.sluice.data.entity;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// The entities that there are.
public interface Entities {
    Uni<Optional<EntityState>> find(AccountId account, SourceType source, String key);

    /// Those after a place, in its order; a page of at most so many.
    Uni<EntityPage> list(AccountId account, SourceType source, EntityPlace after, int limit);
}
