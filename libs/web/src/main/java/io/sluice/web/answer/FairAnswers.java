package io.sluice.web.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.web.body.BodyProblems;
import io.sluice.web.body.FairPermits;
import io.sluice.web.body.FairPermits.Permit;
import io.sluice.web.connection.Connections;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/// Gives answers of one kind that may be large, a few at a time. Each has its permit until its reader has
/// taken it: slow readers would fill the memory otherwise. Thread-safe.
public final class FairAnswers {
    /// An answer of up to so many bytes is handed over in one piece (`quarkus.rest.output-buffer-size`) and
    /// finds room in the connection.
    private static final int SMALL = 1 << 16;

    private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8");

    private final String what;
    private final FairPermits permits;
    private final AnswerLimits limits;
    private final ObjectMapper json;
    private final Vertx vertx;

    /// @param what in the plural, `large answers`
    public FairAnswers(String what, FairPermits permits, AnswerLimits limits, ObjectMapper json, Vertx vertx) {
        this.what = what;
        this.permits = permits;
        this.limits = limits;
        this.json = json;
        this.vertx = vertx;
    }

    /// The answer with a document, which is made once the answer has its permit.
    ///
    /// @param request of the reader
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 429, 503 while others are at work
    public Response answer(AccountId account, HttpServerRequest request, Supplier<?> document) {
        return switch (permits.acquire(account)) {
            case Permit.Granted permit -> answer(request, document, permit);
            case Permit.AccountBusy busy -> throw BodyProblems.busy(account, what, busy);
            case Permit.ServiceBusy busy -> throw BodyProblems.busy(what, busy);
        };
    }

    /// The answer with a document that is there already. A small one needs no permit. It keeps no thread, and
    /// may be made on an event loop; a reader that pauses is cut by the idle timeout of connections.
    ///
    /// @param request of the reader
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 429, 503 while others are at work
    public Response answerMade(AccountId account, HttpServerRequest request, Object document) {
        return answerMade(account, request, bytes(document), JSON);
    }

    /// The same with a body that is written already.
    public Response answerMade(AccountId account, HttpServerRequest request, byte[] body, MediaType type) {
        if (body.length > SMALL) {
            switch (permits.acquire(account)) {
                case Permit.Granted permit ->
                    Connections.whenTaken(vertx, request.connection(), limits.total(), permit::close);
                case Permit.AccountBusy busy -> throw BodyProblems.busy(account, what, busy);
                case Permit.ServiceBusy busy -> throw BodyProblems.busy(what, busy);
            }
        }
        return Response.ok(body, type).build();
    }

    private byte[] bytes(Object document) {
        try {
            return json.writeValueAsBytes(document);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("the document of an answer can always be written", unwritable);
        }
    }

    /// The permit goes with the answer, or back.
    private Response answer(HttpServerRequest request, Supplier<?> document, Permit.Granted permit) {
        try {
            var content = new JsonContent(document.get(), json, permit);
            if (request.method().equals(HttpMethod.HEAD)) {
                // Nobody would write it.
                content.close();
                return Response.ok(null, MediaType.APPLICATION_JSON_TYPE).build();
            }
            return Response.ok(new LargeAnswer(content, vertx, limits, request.connection()))
                    .build();
        } catch (RuntimeException | Error failure) {
            permit.close();
            throw failure;
        }
    }
}
