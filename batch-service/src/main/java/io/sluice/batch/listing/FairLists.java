package io.sluice.batch.listing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.batch.state.BatchPage;
import io.sluice.batch.state.BatchQuery;
import io.sluice.batch.state.Batches;
import io.sluice.web.answer.AnswerLimits;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.body.BodyProblems;
import io.sluice.web.body.FairPermits;
import io.sluice.web.body.FairPermits.Permit;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.sqlclient.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Lists batches for a few clients at a time. The list of an account with millions of batches takes seconds,
/// and the connections of the database are few. A large page takes memory until its reader has taken it.
@ApplicationScoped
class FairLists {
    private static final String WHAT = "lists";
    private static final int PER_ACCOUNT = 2;
    /// Up to this many batches fit into one piece of the answer (`quarkus.rest.output-buffer-size`).
    private static final int SMALL = 100;
    private static final int LARGE_ANSWERS = 16;
    /// PostgreSQL ended the statement.
    private static final String CANCELLED = "57014";

    private final Batches batches;
    private final FairPermits permits;
    private final FairAnswers largeAnswers;

    /// @param connections to the database; lists take half of them
    FairLists(
            Batches batches,
            ObjectMapper json,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int connections) {
        this.batches = batches;
        this.permits = new FairPermits(Math.max(1, connections / 2), PER_ACCOUNT);
        this.largeAnswers = new FairAnswers(
                "large lists", new FairPermits(LARGE_ANSWERS, PER_ACCOUNT), AnswerLimits.OF_A_DOCUMENT, json, vertx);
    }

    /// The answer with a page. Blocks until the database has given it.
    ///
    /// @param request of the reader
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 429, 503 while others are at work; 400 when it
    /// takes too long: to repeat it is of no use
    Response answer(BatchQuery query, HttpServerRequest request, Function<BatchPage, BatchListDocument> document) {
        var page = list(query).await().indefinitely();
        return page.batches().size() <= SMALL
                ? Response.ok(document.apply(page)).build()
                : largeAnswers.answer(query.account(), request, () -> document.apply(page));
    }

    private Uni<BatchPage> list(BatchQuery query) {
        return switch (permits.acquire(query.account())) {
            case Permit.Granted permit ->
                batches.list(query)
                        .onTermination()
                        .invoke(permit::close)
                        .onFailure(FairLists::tookTooLong)
                        .transform(
                                tooLong -> Problems.badRequest(
                                        "The list takes too long. Ask for a shorter time with createdAfter and createdBefore, and for a smaller offset."));
            case Permit.AccountBusy busy -> throw BodyProblems.busy(query.account(), WHAT, busy);
            case Permit.ServiceBusy busy -> throw BodyProblems.busy(WHAT, busy);
        };
    }

    private static boolean tookTooLong(Throwable failure) {
        return failure instanceof DatabaseException refused && CANCELLED.equals(refused.getSqlState());
    }
}
