package io.sluice.web.answer;

import io.sluice.web.connection.Connections;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// An answer on its way to one client, written in a thread that waits for it. The connection of a client that
/// pauses too long, or takes too long in total, is cut.
///
/// The content is closed when the answer ends, also when it is never begun.
public final class LargeAnswer implements StreamingOutput {
    private static final Duration AFTER_THE_CUT = Duration.ofSeconds(10);

    private final AnswerContent content;
    private final Vertx vertx;
    private final long idle;
    private final long ends;
    private final HttpConnection connection;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long lastWritten = System.nanoTime();
    private volatile long timer;

    /// @param connection of the client
    public LargeAnswer(AnswerContent content, Vertx vertx, AnswerLimits limits, HttpConnection connection) {
        this.content = content;
        this.vertx = vertx;
        this.idle = limits.idle().toNanos();
        this.ends = System.nanoTime() + limits.total().toNanos();
        this.connection = connection;
        watch(idle);
    }

    @Override
    public void write(OutputStream client) throws IOException {
        try {
            content.write(new Watched(client));
        } finally {
            end();
        }
    }

    private void end() throws IOException {
        if (!ended.getAndSet(true)) {
            vertx.cancelTimer(timer);
            content.close();
        }
    }

    private void watch(long nanos) {
        timer = vertx.setTimer(Math.max(1, Duration.ofNanos(nanos).toMillis() + 1), over -> look());
    }

    private void look() {
        if (ended.get()) {
            return;
        }
        var now = System.nanoTime();
        var left = Math.min(lastWritten + idle - now, ends - now);
        if (left > 0) {
            watch(left);
        } else {
            Connections.cut(connection);
            // Whoever waits to write ends now; nobody does if the answer was never begun.
            timer = vertx.setTimer(AFTER_THE_CUT.toMillis(), over -> vertx.executeBlocking(this::abandoned, false));
        }
    }

    private boolean abandoned() throws IOException {
        end();
        return true;
    }

    /// Each write takes as long as the client does to make room for it.
    private final class Watched extends FilterOutputStream {
        Watched(OutputStream client) {
            super(client);
        }

        @Override
        public void write(int symbol) throws IOException {
            write(new byte[] {(byte) symbol}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            lastWritten = System.nanoTime();
        }

        /// The server ends the answer; a small one then has a length.
        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
