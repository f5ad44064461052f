package io.sluice.job.usage;

import io.sluice.contracts.event.DataSetReplaced;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Records what days hold from `data-set-replaced`.
@ApplicationScoped
class DataSetReplacedConsumer {
    private final DataSetUseStore store;

    DataSetReplacedConsumer(DataSetUseStore store) {
        this.store = store;
    }

    @Incoming("data-set-replaced")
    Uni<Void> take(DataSetReplaced replaced) {
        return store.replaced(replaced);
    }
}
