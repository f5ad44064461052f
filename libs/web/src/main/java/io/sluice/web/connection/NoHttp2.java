package io.sluice.web.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/// Closes a connection that begins with HTTP/2. The management port would speak it, and Quarkus has no key
/// that switches it off there. No method of HTTP/1.1 begins like it.
final class NoHttp2 extends ChannelInboundHandlerAdapter {
    private static final String BEGINNING = "PRI";

    private int matched;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf bytes && begins(bytes)) {
            if (matched == BEGINNING.length()) {
                ReferenceCountUtil.release(message);
                var _ = context.close();
                return;
            }
        } else {
            context.pipeline().remove(this);
        }
        context.fireChannelRead(message);
    }

    /// Whether what came so far is a part of the beginning, or all of it.
    private boolean begins(ByteBuf bytes) {
        for (int i = bytes.readerIndex(); i < bytes.writerIndex() && matched < BEGINNING.length(); i++) {
            if (bytes.getByte(i) != BEGINNING.charAt(matched)) {
                return false;
            }
            matched++;
        }
        return true;
    }
}
