package io.sluice.web.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/// Puts handlers of ours into the pipelines of connections, between the HTTP codec and the server.
///
/// | handler | |
/// |---|---|
/// | [IdleEvents] | closes connections that wait for their client |
/// | [BareAnswers] | gives the server's own refusals a problem document |
/// | [TakenAnswers] | lets the next request in when the answer before is taken |
///
/// Quarkus offers no hook for a new connection. So the first request gives its own connection the handlers,
/// and the listening channel the handler that gives them to every later connection.
@ApplicationScoped
public class Connections {
    private static final int FIRST = 30_000;
    /// The name of Vert.x's own handler, the last one.
    private static final String SERVER = "handler";

    private static final String ACCEPTING = "sluice-accepting";

    /// Runs something once the client has taken all of the answer to the request at work, or the connection
    /// has ended. It is cut after some time. Runs on the connection's event loop.
    ///
    /// @param longest how long the answer may take from now on
    public static void whenTaken(Vertx vertx, HttpConnection connection, Duration longest, Runnable afterwards) {
        var timer = vertx.setTimer(longest.toMillis(), over -> cut(connection));
        whenTaken(connection, () -> {
            vertx.cancelTimer(timer);
            afterwards.run();
        });
    }

    private static void whenTaken(HttpConnection connection, Runnable afterwards) {
        if (!(connection instanceof HttpServerConnection server)) {
            throw new IllegalArgumentException("expected a connection of a server but got " + connection);
        }
        var channel = server.channel();
        if (channel.eventLoop().inEventLoop()) {
            whenTaken(channel, afterwards);
        } else {
            channel.eventLoop().execute(() -> whenTaken(channel, afterwards));
        }
    }

    private static void whenTaken(Channel channel, Runnable afterwards) {
        var answers = channel.pipeline().get(TakenAnswers.class);
        if (answers != null && channel.isActive()) {
            answers.whenTaken(afterwards);
        } else {
            afterwards.run();
        }
    }

    /// Ends a connection at once. Vert.x would close it once all is sent, which is never if the client takes
    /// nothing.
    public static void cut(HttpConnection connection) {
        if (connection instanceof HttpServerConnection server) {
            var _ = server.channel().close();
        } else {
            connection.close();
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::equip, FIRST);
    }

    /// A client may send several requests at once and close the connection before their turn. Whoever would
    /// answer such a request is not told that the client is gone, and could wait for it for ever.
    private void equip(RoutingContext context) {
        if (context.request().connection() instanceof HttpServerConnection connection) {
            if (!connection.channel().isActive()) {
                // Else it would count as under way, and a stop would wait for it. Not at once: the end of one
                // begins the next, and there may be thousands.
                context.vertx().runOnContext(later -> context.end());
                return;
            }
            equip(connection.channel(), 1);
            var listening = connection.channel().parent().pipeline();
            synchronized (this) {
                if (listening.get(ACCEPTING) == null) {
                    listening.addFirst(ACCEPTING, new Accepting());
                }
            }
        }
        context.next();
    }

    /// @param underWay how many requests of the connection were let in already
    private void equip(Channel channel, int underWay) {
        var pipeline = channel.pipeline();
        if (pipeline.get(SERVER) != null && pipeline.get(IdleEvents.class) == null) {
            pipeline.addBefore(SERVER, "sluice-bare-answers", new BareAnswers())
                    .addBefore(SERVER, "sluice-idle", new IdleEvents())
                    .addBefore(SERVER, "sluice-taken-answers", new TakenAnswers(underWay));
        }
    }

    /// Is told of each new connection.
    private final class Accepting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) throws Exception {
            if (accepted instanceof Channel channel) {
                channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                    // The server has set up its own handlers by now.
                    @Override
                    public void channelActive(ChannelHandlerContext active) throws Exception {
                        equip(active.channel(), 0);
                        super.channelActive(active);
                        active.pipeline().remove(this);
                    }
                });
            }
            super.channelRead(context, accepted);
        }

        @Override
        public boolean isSharable() {
            return true;
        }
    }
}
