package io.sluice.web.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;

/// Lets the server's idle timeout (`quarkus.http.idle-timeout`) close only a connection that waits for its
/// client.
///
/// | nothing moves for the timeout, and | |
/// |---|---|
/// | the head or the body of a request is unfinished | closed |
/// | no request is under way | closed |
/// | the client does not take the answer | closed |
/// | the service is still at work on the answer | kept |
///
/// All calls come on the connection's event loop.
final class IdleEvents extends ChannelDuplexHandler {
    private int received;
    private int answered;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof LastHttpContent) {
            received++;
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        var interim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof LastHttpContent && !interim) {
            answered++;
        }
        super.write(context, message, promise);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (!(event instanceof IdleStateEvent) || !isAtWork(context)) {
            super.userEventTriggered(context, event);
        }
    }

    private boolean isAtWork(ChannelHandlerContext context) {
        var channel = context.channel();
        var pausesBody = !channel.config().isAutoRead();
        var answerIsStuck = channel.bytesBeforeUnwritable() < channel.config().getWriteBufferHighWaterMark();
        return (received > answered || pausesBody) && !answerIsStuck;
    }
}
