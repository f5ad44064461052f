package io.sluice.job.folder;

import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.events.EventReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Takes observations of folders from `directory-observed` into the records.
@ApplicationScoped
class DirectoryObservedConsumer {
    private final FolderEventStore store;

    DirectoryObservedConsumer(FolderEventStore store) {
        this.store = store;
    }

    @Incoming("directory-observed")
    Uni<Void> take(String json) {
        return store.observed(EventReader.read(json, DirectoryObserved.class));
    }
}
