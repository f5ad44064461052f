package io.sluice.data.entity;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.web.answer.LargeAnswer;
import io.sluice.web.body.BodyProblems;
import io.sluice.web.body.FairPermits;
import io.sluice.web.body.FairPermits.Permit;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/// Gives answers that may be large, a few at a time. Each has its permit until its reader has taken it: slow
/// readers would fill the memory otherwise.
@ApplicationScoped
class FairAnswers {
    private static final String WHAT = "large answers";

    private final EntityConfig config;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final FairPermits permits;

    FairAnswers(EntityConfig config, ObjectMapper json, Vertx vertx) {
        this.config = config;
        this.json = json;
        this.vertx = vertx;
        this.permits = new FairPermits(config.answers(), config.answersPerAccount());
    }

    /// The answer with a document, which is made once the answer has its permit.
    ///
    /// @param request of the reader
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 429, 503 while others are at work
    Response answer(AccountId account, HttpServerRequest request, Supplier<?> document) {
        return switch (permits.acquire(account)) {
            case Permit.Granted permit -> answer(request, document, permit);
            case Permit.AccountBusy busy -> throw BodyProblems.busy(account, WHAT, busy);
            case Permit.ServiceBusy busy -> throw BodyProblems.busy(WHAT, busy);
        };
    }

    /// The permit goes with the answer, or back.
    private Response answer(HttpServerRequest request, Supplier<?> document, Permit.Granted permit) {
        try {
            var content = new EntityContent(document.get(), json, permit);
            if (request.method().equals(HttpMethod.HEAD)) {
                // Nobody would write it.
                content.close();
                return Response.ok(null, MediaType.APPLICATION_JSON_TYPE).build();
            }
            return Response.ok(new LargeAnswer(content, vertx, config.answerLimits(), request.connection()))
                    .build();
        } catch (RuntimeException | Error failure) {
            permit.close();
            throw failure;
        }
    }
}
