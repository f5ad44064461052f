package io.sluice.web.clock;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/// Gives every answer its `Date` (RFC 9110, 6.6.1); `sluice doctor` compares the clocks by it.
@ApplicationScoped
public class DateHeader {
    /// Runs before every handler that may answer.
    private static final int FIRST = 20_000;

    void register(@Observes Filters filters) {
        filters.register(DateHeader::put, FIRST);
    }

    private static void put(RoutingContext context) {
        context.response()
                .putHeader(
                        HttpHeaders.DATE,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        context.next();
    }
}
