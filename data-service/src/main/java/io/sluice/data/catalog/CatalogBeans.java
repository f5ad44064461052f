package io.sluice.data.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.events.OffLoop;
import io.sluice.web.answer.AnswerLimits;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.body.FairPermits;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the threads that read the metadata of tables from the object store, and what answers it.
final class CatalogBeans {
    private static final int THREADS = 4;
    /// Large metadata of all accounts, on its way to its readers. Each is whole in memory, 2 MB and more.
    private static final int ANSWERS = 16;

    private static final int ANSWERS_OF_AN_ACCOUNT = 4;

    @Produces
    @Singleton
    OffLoop tableReads(Vertx vertx) {
        return new OffLoop(vertx, "table-reads", THREADS);
    }

    @Produces
    @Singleton
    FairAnswers largeTables(ObjectMapper json, Vertx vertx) {
        return new FairAnswers(
                "large tables",
                new FairPermits(ANSWERS, ANSWERS_OF_AN_ACCOUNT),
                AnswerLimits.OF_A_DOCUMENT,
                json,
                vertx);
    }
}
