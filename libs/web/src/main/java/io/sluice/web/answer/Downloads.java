package io.sluice.web.answer;

import io.sluice.contracts.account.AccountId;
import io.sluice.web.body.BodyProblems;
import io.sluice.web.body.FairPermits;
import io.sluice.web.body.FairPermits.Permit;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.function.Supplier;

/// Sends files as an object store gives them, a limited number at the same time. Thread-safe.
public final class Downloads {
    private final String what;
    private final FairPermits permits;
    private final AnswerLimits limits;
    private final Vertx vertx;

    /// @param what in the plural, `downloads of data files`
    public Downloads(String what, FairPermits permits, AnswerLimits limits, Vertx vertx) {
        this.what = what;
        this.permits = permits;
        this.limits = limits;
        this.vertx = vertx;
    }

    /// A file that the store has begun to give.
    ///
    /// @param abandon ends the store's connection when the content is not read to its end
    /// @param answer with its status and headers
    public record Opened(InputStream content, Runnable abandon, Response.ResponseBuilder answer) {}

    /// The answer with the file.
    ///
    /// @param open is asked once there is a permit, which goes back if it throws
    /// @param connection of the client
    public Response send(AccountId account, HttpConnection connection, Supplier<Opened> open) {
        return switch (permits.acquire(account)) {
            case Permit.Granted permit -> send(permit, connection, open);
            case Permit.AccountBusy busy -> throw BodyProblems.busy(account, what, busy);
            case Permit.ServiceBusy busy -> throw BodyProblems.busy(what, busy);
        };
    }

    private Response send(Permit.Granted permit, HttpConnection connection, Supplier<Opened> open) {
        try {
            var file = open.get();
            var content = new StreamContent(file.content(), file.abandon(), permit);
            return file.answer()
                    .entity(new LargeAnswer(content, vertx, limits, connection))
                    .build();
        } catch (RuntimeException | Error failure) {
            permit.close();
            throw failure;
        }
    }
}
