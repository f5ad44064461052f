package io.sluice.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Gives the pool of connections its timeouts. A database that hangs, or a host that vanished, closes no
/// connection: without them its connections stay in use for ever.
///
/// | wait | seconds |
/// |---|---|
/// | for a new connection | 5 |
/// | for a free connection of the pool | 10 |
/// | for an answer: then the connection is closed, and the database ends the statement | 20 |
///
/// The last one is longer than the longest transaction, which waits 15 s for Kafka. [DatabaseCalls] answers
/// its callers before that.
///
/// A service whose host vanishes sends no word. The server ends its session, and with it its locks, after
/// 30 s; two hours are usual. The connections of JDBC ask for the same by `new-connection-sql`.
@Singleton
final class DatabasePool implements PgPoolCreator {
    private static final int CONNECT_SECONDS = 5;
    private static final int FREE_CONNECTION_SECONDS = 10;
    private static final int SILENCE_SECONDS = 20;

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList()
                .forEach(options -> options.addProperty("statement_timeout", SILENCE_SECONDS + "s")
                        .addProperty("tcp_keepalives_idle", "15")
                        .addProperty("tcp_keepalives_interval", "5")
                        .addProperty("tcp_keepalives_count", "3")
                        .setConnectTimeout((int) TimeUnit.SECONDS.toMillis(CONNECT_SECONDS))
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setReadIdleTimeout(SILENCE_SECONDS));
        return PgBuilder.pool()
                .with(input.poolOptions()
                        .setConnectionTimeout(FREE_CONNECTION_SECONDS)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
