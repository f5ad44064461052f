package io.sluice.job.folder;

import io.sluice.contracts.event.DirectoryObserved;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Records observations of folders from `directory-observed`.
@ApplicationScoped
class DirectoryObservedConsumer {
    private final FolderEventStore store;

    DirectoryObservedConsumer(FolderEventStore store) {
        this.store = store;
    }

    @Incoming("directory-observed")
    Uni<Void> take(DirectoryObserved observed) {
        return store.observed(observed);
    }
}
