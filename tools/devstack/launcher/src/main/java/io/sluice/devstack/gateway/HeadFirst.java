package io.sluice.devstack.gateway;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/// The body of a request whose head leaves before the first byte of the body has come: the service may refuse
/// the request by its head, and the client may wait for that.
final class HeadFirst implements ReadStream<Buffer> {
    private final ReadStream<Buffer> body;
    private final Runnable sendHead;
    private boolean sent;

    HeadFirst(ReadStream<Buffer> body, Runnable sendHead) {
        this.body = body;
        this.sendHead = sendHead;
    }

    /// The first call comes when the headers are set and the way of the body is laid.
    @Override
    public ReadStream<Buffer> resume() {
        if (!sent) {
            sent = true;
            sendHead.run();
        }
        body.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        body.handler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        body.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        body.fetch(amount);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(handler);
        return this;
    }
}
