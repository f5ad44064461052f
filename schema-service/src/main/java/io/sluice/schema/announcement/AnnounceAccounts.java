package io.sluice.schema.announcement;

import io.sluice.contracts.account.AccountFacts;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/// Tells every change of an account, however often it takes: what is left to tell is read from the accounts
/// themselves.
final class AnnounceAccounts {
    private static final int AT_ONCE = 200;

    private final AnnouncementQueue queue;
    private final Function<AccountFacts, Uni<Void>> publisher;

    AnnounceAccounts(AnnouncementQueue queue, Function<AccountFacts, Uni<Void>> publisher) {
        this.queue = queue;
        this.publisher = publisher;
    }

    /// Goes on until nothing is left; the number of accounts told.
    Uni<Integer> all() {
        return queue.tell(AT_ONCE, publisher)
                .chain(told -> told < AT_ONCE ? Uni.createFrom().item(told) : all().map(more -> told + more));
    }
}
