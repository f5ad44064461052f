package io.sluice.web.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Gives refusals without a body a problem document. In that way the server refuses what is no HTTP and
/// addresses that are no URI, before any handler of ours sees the request.
final class BareAnswers extends ChannelDuplexHandler {
    private static final Map<Integer, String> DETAILS = Map.of(
            400, "The request is malformed: it is no HTTP, or its address is no URI.",
            413, "The body is larger than this service takes.",
            414, "The address is too long.",
            431, "The headers are too long.");

    private boolean head;
    private String address = "/";

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest request) {
            head = request.method().equals(HttpMethod.HEAD);
            address = request.decoderResult().isSuccess() ? request.uri() : "/";
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof FullHttpResponse answer
                && answer.status().code() >= 400
                && !answer.content().isReadable()
                && !answer.headers().contains(HttpHeaderNames.CONTENT_TYPE)
                && !head) {
            super.write(context, problem(answer), promise);
            ReferenceCountUtil.release(message);
        } else {
            super.write(context, message, promise);
        }
    }

    private FullHttpResponse problem(FullHttpResponse bare) {
        var status = bare.status().code();
        var usual = DETAILS.getOrDefault(status, "The server refused the request.");
        var detail = status == 400 ? RequestHead.complaint(address).orElse(usual) : usual;
        var body = ServerProblems.document(status, detail, address).getBytes(StandardCharsets.UTF_8);
        var answer = new DefaultFullHttpResponse(bare.protocolVersion(), bare.status(), Unpooled.wrappedBuffer(body));
        answer.headers().set(bare.headers());
        SafeHeaders.put(answer.headers());
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, ServerProblems.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return answer;
    }
}
