package io.sluice.devstack.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Closes connections that wait for their client.
///
/// | the connection waits for | closed after |
/// |---|---|
/// | the head of its first or its next request | the limit |
/// | the rest of a body that is answered already | 5 s, in which the client can read the answer |
///
/// The service itself judges a body that it still reads. All calls come on one event loop.
final class ClientConnections {
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Duration limit;
    private final Map<HttpConnection, Long> timers = new HashMap<>();

    ClientConnections(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.limit = limit;
    }

    void opened(HttpConnection connection) {
        connection.closeHandler(_ -> stopWaiting(connection));
        waitFor(connection, limit);
    }

    void received(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        stopWaiting(connection);
        request.response()
                .headersEndHandler(_ -> {
                    if (hasMoreBody(request)) {
                        request.response().putHeader("Connection", "close");
                    }
                })
                .endHandler(_ -> {
                    if (hasMoreBody(request)) {
                        request.handler(_ -> {});
                        request.resume();
                        waitFor(connection, LINGER);
                    } else {
                        waitFor(connection, limit);
                    }
                });
    }

    /// Whether a part of the request's body has still to come.
    static boolean hasMoreBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return !request.isEnded()
                && (request.headers().contains("Transfer-Encoding") || (length != null && !length.equals("0")));
    }

    private void waitFor(HttpConnection connection, Duration time) {
        timers.put(connection, vertx.setTimer(time.toMillis(), _ -> connection.close()));
    }

    private void stopWaiting(HttpConnection connection) {
        Long timer = timers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
