package io.sluice.web.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

/// Gives the management port the filters of the API's port, which Quarkus does not. And it takes back what
/// Quarkus gives there to pages of every origin: the right to read. A connection that changes to HTTP/2 is
/// closed; [NoHttp2] closes those that begin with it.
@ApplicationScoped
public class ManagementFilters {
    private static final int FIRST = 40_000;

    private final Event<Filters> collecting;

    ManagementFilters(Event<Filters> collecting) {
        this.collecting = collecting;
    }

    void register(@Observes ManagementInterface management) {
        var filters = new Filters();
        collecting.fire(filters);
        filters.register(
                context -> {
                    context.response().headers().remove(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN);
                    context.next();
                },
                0);
        filters.register(
                context -> {
                    if (context.request().version() == HttpVersion.HTTP_2) {
                        context.request().connection().close();
                    } else {
                        context.next();
                    }
                },
                FIRST);
        filters.getFilters()
                .forEach(filter ->
                        management.router().route().order(-filter.getPriority()).handler(filter.getHandler()));
    }
}
