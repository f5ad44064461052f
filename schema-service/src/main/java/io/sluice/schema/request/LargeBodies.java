package io.sluice.schema.request;

import io.quarkus.runtime.configuration.MemorySize;
import io.sluice.contracts.account.AccountId;
import io.sluice.events.OffLoop;
import io.sluice.schema.form.Form;
import io.sluice.web.body.BodyIntake;
import io.sluice.web.body.BodyLimits;
import io.sluice.web.body.BodyProblems;
import io.sluice.web.body.FairPermits;
import io.sluice.web.body.FairPermits.Permit;
import io.sluice.web.body.MemorySink;
import io.sluice.web.body.Received;
import io.sluice.web.connection.Connections;
import io.sluice.web.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Reads the bodies that are larger than [Bodies] takes: schema documents. Each account has a share of the
/// memory for them and for the answers, which are as large, and they are parsed on threads of their own.
@ApplicationScoped
public class LargeBodies {
    private static final String WHAT = "changes of schemas";
    /// Less than the idle timeout of connections, which ends without an answer.
    private static final Duration IDLE = Duration.ofSeconds(15);
    private static final Duration TOTAL = Duration.ofMinutes(1);
    /// Until its reader has taken it.
    private static final Duration ANSWER = Duration.ofMinutes(1);
    private static final int IN_TOTAL = 64;
    private static final int PER_ACCOUNT = 16;

    private final Vertx vertx;
    private final OffLoop offLoop;
    private final BodyLimits limits;
    private final FairPermits permits = new FairPermits(IN_TOTAL, PER_ACCOUNT);

    LargeBodies(
            Vertx vertx,
            OffLoop offLoop,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBytes) {
        this.vertx = vertx;
        this.offLoop = offLoop;
        this.limits = new BodyLimits(maxBytes.asLongValue(), IDLE, TOTAL);
    }

    /// Reads a JSON object with the keys that were sent.
    ///
    /// @return fails with an [io.quarkiverse.resteasy.problem.HttpProblem]: 400 like [Bodies#form], 408, 413,
    /// 429 and 503
    public <B> Uni<Form<B>> form(AccountId account, HttpServerRequest request, Class<B> type) {
        return switch (permits.acquire(account)) {
            case Permit.Granted permit -> {
                Connections.whenTaken(vertx, request.connection(), TOTAL.plus(ANSWER), permit::close);
                yield receive(request).chain(body -> offLoop.run(() -> Bodies.parse(body, type)));
            }
            case Permit.AccountBusy busy -> throw BodyProblems.busy(account, WHAT, busy);
            case Permit.ServiceBusy busy -> throw BodyProblems.busy(WHAT, busy);
        };
    }

    private Uni<byte[]> receive(HttpServerRequest request) {
        var sink = new MemorySink();
        return BodyIntake.receive(vertx, request, sink, limits).map(received -> switch (received) {
            case Received.Whole whole -> sink.bytes();
            case Received.TooLarge tooLarge ->
                throw Problems.tooLarge(
                        "The body is larger than %d bytes, which is the limit.".formatted(limits.bytes()));
            case Received.TooSlow tooSlow -> throw BodyProblems.tooSlow(limits);
            case Received.BrokenOff brokenOff -> throw BodyProblems.brokenOff();
        });
    }
}
