package io.sluice.web.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Queue;

/// Lets a connection's next request in when the system has taken all of the answer before. So a client that
/// sends many requests and reads nothing has one answer in memory, however quickly that is handed over, and
/// an answer that is handed over in one piece (`quarkus.rest.output-buffer-size`) finds room and keeps no
/// thread.
///
/// What has arrived beyond that is held, and no more is read: at most one buffer of the socket.
///
/// All calls come on the connection's event loop.
final class TakenAnswers extends ChannelDuplexHandler {
    private final Queue<Object> held = new ArrayDeque<>();
    private final Queue<Runnable> afterwards = new ArrayDeque<>();
    private int underWay;
    private boolean wantsToRead;

    /// @param underWay how many requests of the connection were let in before
    TakenAnswers(int underWay) {
        this.underWay = underWay;
    }

    /// Runs something once the answer under way is taken, or the connection has ended.
    void whenTaken(Runnable then) {
        afterwards.add(then);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (!held.isEmpty() || (message instanceof HttpRequest && underWay > 0)) {
            held.add(message);
        } else {
            letIn(context, message);
        }
    }

    @Override
    public void read(ChannelHandlerContext context) throws Exception {
        if (held.isEmpty()) {
            super.read(context);
        } else {
            wantsToRead = true;
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        var interim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof LastHttpContent && !interim) {
            super.write(context, message, promise.unvoid().addListener(taken -> taken(context, taken)));
        } else {
            super.write(context, message, promise);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        forget();
        super.channelInactive(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        forget();
    }

    private void taken(ChannelHandlerContext context, Future<?> taken) {
        underWay = Math.max(0, underWay - 1);
        end();
        if (!taken.isSuccess()) {
            forget();
            return;
        }
        var letIn = false;
        while (!held.isEmpty() && !(held.peek() instanceof HttpRequest && underWay > 0)) {
            letIn(context, held.remove());
            letIn = true;
        }
        if (letIn) {
            // The server sends what it answers at once when it has read what there is.
            context.fireChannelReadComplete();
        }
        if (held.isEmpty() && wantsToRead) {
            wantsToRead = false;
            context.read();
        }
    }

    private void letIn(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            underWay++;
        }
        context.fireChannelRead(message);
    }

    private void end() {
        for (var then = afterwards.poll(); then != null; then = afterwards.poll()) {
            then.run();
        }
    }

    private void forget() {
        end();
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }
}
