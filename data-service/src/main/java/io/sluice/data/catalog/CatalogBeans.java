package io.sluice.data.catalog;

import io.sluice.events.OffLoop;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the threads that read the metadata of tables from the object store.
final class CatalogBeans {
    private static final int THREADS = 4;

    @Produces
    @Singleton
    OffLoop tableReads(Vertx vertx) {
        return new OffLoop(vertx, "table-reads", THREADS);
    }
}
