package io.sluice.schema.announcement;

import io.sluice.contracts.account.AccountFacts;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/// The accounts whose newest version was not told yet.
interface AnnouncementQueue {
    /// Hands some of them to the function, and remembers them as told once it has ended well; nobody else
    /// does so at the same time.
    ///
    /// @return how many were told; 0 when none is left or another instance is at it
    Uni<Integer> tell(int limit, Function<AccountFacts, Uni<Void>> teller);
}
