package io.sluice.web.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

/// Gives the management port the filters of the API's port, which Quarkus does not. And it takes back what
/// Quarkus gives there to pages of every origin: the right to read.
@ApplicationScoped
public class ManagementFilters {
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
        filters.getFilters()
                .forEach(filter ->
                        management.router().route().order(-filter.getPriority()).handler(filter.getHandler()));
    }
}
