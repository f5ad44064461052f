package io.sluice.web.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

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
