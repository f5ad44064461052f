package io.sluice.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class TakenAnswersTest {
    private final SlowClient client = new SlowClient();
    private final EmbeddedChannel channel = new EmbeddedChannel(client, new TakenAnswers(0));

    /// Takes an answer when the test says so.
    private static final class SlowClient extends ChannelOutboundHandlerAdapter {
        private final Queue<ChannelPromise> written = new ArrayDeque<>();
        private int reads;

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            written.add(promise);
        }

        @Override
        public void read(ChannelHandlerContext context) {
            reads++;
        }
    }

    @Test
    void letsTheNextRequestInWhenTheAnswerIsTaken() {
        receive("/1", "/2", "/3");
        assertThat(letIn()).containsExactly("/1", "end");

        answer(HttpResponseStatus.OK);
        assertThat(letIn()).isEmpty();

        client.written.remove().setSuccess();
        assertThat(letIn()).containsExactly("/2", "end");
    }

    @Test
    void readsNoMoreWhileARequestIsHeld() {
        receive("/1", "/2");
        var before = client.reads;

        channel.read();
        channel.read();
        assertThat(client.reads).isEqualTo(before);

        answer(HttpResponseStatus.OK);
        client.written.remove().setSuccess();
        assertThat(client.reads).isEqualTo(before + 1);
    }

    @Test
    void letsABodyInWhileItsRequestIsUnderWay() {
        channel.writeInbound(request("/1"), content());
        answer(HttpResponseStatus.CONTINUE);
        client.written.remove().setSuccess();
        channel.writeInbound(content(), LastHttpContent.EMPTY_LAST_CONTENT, request("/2"), content());

        assertThat(letIn()).containsExactly("/1", "part", "part", "end");

        answer(HttpResponseStatus.OK);
        client.written.remove().setSuccess();
        channel.writeInbound(content());

        assertThat(letIn()).containsExactly("/2", "part", "part");
    }

    @Test
    void forgetsWhatItHoldsWhenTheClientIsGone() {
        var held = content();
        receive("/1");
        channel.writeInbound(request("/2"), held);
        answer(HttpResponseStatus.OK);

        client.written.remove().setFailure(new IOException("the client is gone"));

        assertThat(held.refCnt()).isZero();
        assertThat(letIn()).containsExactly("/1", "end");
    }

    @Test
    void forgetsWhatItHoldsWhenTheConnectionCloses() {
        var held = content();
        receive("/1");
        channel.writeInbound(request("/2"), held);

        var _ = channel.close();

        assertThat(held.refCnt()).isZero();
    }

    @Test
    void tellsWhenAnAnswerIsTaken() {
        var taken = new ArrayList<String>();
        receive("/1", "/2");
        answers().whenTaken(() -> taken.add("/1"));

        answer(HttpResponseStatus.OK);
        assertThat(taken).isEmpty();

        client.written.remove().setSuccess();
        assertThat(taken).containsExactly("/1");
        answer(HttpResponseStatus.OK);
        client.written.remove().setSuccess();
        assertThat(taken).containsExactly("/1");
    }

    @Test
    void tellsWhenTheClientIsGone() {
        var ended = new ArrayList<String>();
        receive("/1");
        answers().whenTaken(() -> ended.add("/1"));

        var _ = channel.close();

        assertThat(ended).containsExactly("/1");
    }

    private TakenAnswers answers() {
        return channel.pipeline().get(TakenAnswers.class);
    }

    private void receive(String... addresses) {
        for (var address : addresses) {
            channel.writeInbound(request(address), LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    private void answer(HttpResponseStatus status) {
        var _ = channel.writeOneOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
    }

    /// What came in since the last call.
    private List<String> letIn() {
        var found = new ArrayList<String>();
        for (var message = channel.readInbound(); message != null; message = channel.readInbound()) {
            found.add(
                    switch (message) {
                        case HttpRequest request -> request.uri();
                        case LastHttpContent _ -> "end";
                        default -> "part";
                    });
        }
        return found;
    }

    private static HttpRequest request(String address) {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, address);
    }

    private static DefaultHttpContent content() {
        return new DefaultHttpContent(Unpooled.copiedBuffer(new byte[] {1}));
    }
}
