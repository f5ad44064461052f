package io.sluice.web.body;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/// Receives the body of one request as it arrives. While it waits for bytes it holds no thread, and while
/// the sink works the client waits.
///
/// All methods run on the event loop of the request.
public final class BodyIntake {
    /// A client that still sends reads its answer only if the connection stays open for a moment.
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final BodySink sink;
    private final BodyLimits limits;
    private final UniEmitter<? super Received> result;
    private final long totalTimer;
    private long idleTimer;
    private long bytes;
    private boolean done;
    private boolean sinkWorks;
    private boolean ended;

    private BodyIntake(
            Vertx vertx,
            HttpServerRequest request,
            BodySink sink,
            BodyLimits limits,
            UniEmitter<? super Received> result) {
        this.vertx = vertx;
        this.request = request;
        this.sink = sink;
        this.limits = limits;
        this.result = result;
        totalTimer = vertx.setTimer(limits.total().toMillis(), timer -> stop(new Received.TooSlow()));
        idleTimer = newIdleTimer();
    }

    /// Receives the body. Nobody else may read it.
    public static Uni<Received> receive(Vertx vertx, HttpServerRequest request, BodySink sink, BodyLimits limits) {
        return Uni.createFrom().emitter(result -> new BodyIntake(vertx, request, sink, limits, result).start());
    }

    /// Discards the body, or what still arrives of it, so that the client gets to read its answer. The
    /// connection of a client that goes on sending is closed. A second call does no harm.
    public static void discard(Vertx vertx, HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        var connection = request.connection();
        var timer = vertx.setTimer(LINGER.toMillis(), over -> connection.close());
        request.end().onComplete(end -> vertx.cancelTimer(timer));
        request.handler(unread -> {});
        request.resume();
    }

    private void start() {
        if (request.isEnded()) {
            ended();
            return;
        }
        request.exceptionHandler(failure -> stop(new Received.BrokenOff()));
        request.response().closeHandler(closed -> stop(new Received.BrokenOff()));
        request.handler(this::take);
        request.endHandler(end -> ended());
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    private void take(Buffer buffer) {
        if (done) {
            return;
        }
        vertx.cancelTimer(idleTimer);
        bytes += buffer.length();
        if (bytes > limits.bytes()) {
            stop(new Received.TooLarge());
            return;
        }
        request.pause();
        sinkWorks = true;
        sink.take(buffer.getBytes()).subscribe().with(taken -> taken(), this::fail);
    }

    private void taken() {
        sinkWorks = false;
        if (done) {
            return;
        }
        if (ended) {
            ended();
            return;
        }
        idleTimer = newIdleTimer();
        request.resume();
    }

    private void ended() {
        ended = true;
        if (!sinkWorks && finish()) {
            result.complete(new Received.Whole(bytes));
        }
    }

    private void stop(Received outcome) {
        if (finish()) {
            if (!(outcome instanceof Received.BrokenOff)) {
                discard(vertx, request);
            }
            result.complete(outcome);
        }
    }

    private void fail(Throwable failure) {
        if (finish()) {
            discard(vertx, request);
            result.fail(failure);
        }
    }

    private boolean finish() {
        if (done) {
            return false;
        }
        done = true;
        vertx.cancelTimer(totalTimer);
        vertx.cancelTimer(idleTimer);
        return true;
    }

    private long newIdleTimer() {
        return vertx.setTimer(limits.idle().toMillis(), timer -> stop(new Received.TooSlow()));
    }
}
