package io.sluice.notifier.outbox;

import io.sluice.contracts.event.DirectoryObserved;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Records ignored files from `directory-observed`; [IgnoredFilesSchedule] writes the mails about them.
@ApplicationScoped
class DirectoryObservedConsumer {
    private final IgnoredFilesStore store;

    DirectoryObservedConsumer(IgnoredFilesStore store) {
        this.store = store;
    }

    @Incoming("directory-observed")
    Uni<Void> take(DirectoryObserved observed) {
        return store.observed(observed);
    }
}
