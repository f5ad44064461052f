package io.sluice.schema.outbox;

import io.sluice.contracts.account.PlatformFacts;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/// The accounts with changes that are not published yet, and the platform if it has some.
interface UnpublishedChanges {
    /// Hands some of them to the publisher, and remembers them as published after it succeeds. Only one
    /// instance does so at a time.
    ///
    /// @return how many were published; 0 when none is left or another instance publishes
    Uni<Integer> publish(int limit, Function<ChangedAccount, Uni<Void>> publisher);

    /// As [#publish], for the tokens of administrators and services.
    ///
    /// @return 1 when there was a change, else 0
    Uni<Integer> publishPlatform(Function<PlatformFacts, Uni<Void>> publisher);
}
