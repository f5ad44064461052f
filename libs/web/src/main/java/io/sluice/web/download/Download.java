package io.sluice.web.download;

import io.vertx.core.Vertx;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// A file on its way to one client. The server reads the next bytes once the client has taken those before,
/// so the time between two reads is that of a client that pauses.
///
/// Closing it gives its place back, also when it was not read to its end.
public final class Download extends FilterInputStream {
    private static final Duration AFTER_THE_CUT = Duration.ofSeconds(10);

    private final InputStream content;
    private final Runnable abandon;
    private final Vertx vertx;
    private final long idle;
    private final long ends;
    private final Runnable cutConnection;
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long lastRead = System.nanoTime();
    private volatile boolean ended;
    private volatile long timer;

    /// @param abandon ends the content's connection when it is not read to its end: the rest may be large
    /// @param cutConnection of the client that pauses too long, or takes too long in total
    /// @param giveBack is run once, when the download ends
    public Download(
            InputStream content,
            Runnable abandon,
            Vertx vertx,
            DownloadTimes times,
            Runnable cutConnection,
            Runnable giveBack) {
        super(content);
        this.content = content;
        this.abandon = abandon;
        this.vertx = vertx;
        this.idle = times.idle().toNanos();
        this.ends = System.nanoTime() + times.total().toNanos();
        this.cutConnection = cutConnection;
        this.giveBack = giveBack;
        watch(idle);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        var count = content.read(to, offset, length);
        ended = count < 0;
        lastRead = System.nanoTime();
        return count;
    }

    /// What is left of the content is not read.
    @Override
    public void close() throws IOException {
        if (closed.getAndSet(true)) {
            return;
        }
        vertx.cancelTimer(timer);
        try {
            if (!ended) {
                abandon.run();
            }
            content.close();
        } finally {
            giveBack.run();
        }
    }

    private void watch(long nanos) {
        timer = vertx.setTimer(Math.max(1, Duration.ofNanos(nanos).toMillis() + 1), over -> look());
    }

    private void look() {
        if (closed.get()) {
            return;
        }
        var now = System.nanoTime();
        var left = Math.min(lastRead + idle - now, ends - now);
        if (left > 0) {
            watch(left);
        } else {
            cutConnection.run();
            // Whoever waits to write ends now and closes this; nobody does if the answer was never begun.
            timer = vertx.setTimer(AFTER_THE_CUT.toMillis(), over -> vertx.executeBlocking(this::closed, false));
        }
    }

    private boolean closed() throws IOException {
        close();
        return true;
    }
}
