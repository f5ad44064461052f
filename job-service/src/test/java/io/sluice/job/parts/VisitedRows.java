package io.sluice.job.parts;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.stream.Stream;

/// How many rows PostgreSQL visits for a query. What one tenant has must not make its requests slow: they
/// hold the connections of all.
public final class VisitedRows {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private VisitedRows() {}

    public static long of(Pool database, String query, Tuple values) {
        // Else the plan depends on whether autovacuum came by.
        database.query("analyze").execute().await().atMost(TIMEOUT);
        var plan = database.preparedQuery("explain (analyze, timing off, format json) " + query)
                .execute(values)
                .map(rows -> (JsonArray) rows.iterator().next().getJson(0))
                .await()
                .atMost(TIMEOUT);
        return of(plan.getJsonObject(0).getJsonObject("Plan"));
    }

    /// Each number is the average of the node's loops.
    private static long of(JsonObject node) {
        var perLoop = Stream.of(
                        "Actual Rows",
                        "Rows Removed by Filter",
                        "Rows Removed by Join Filter",
                        "Rows Removed by Index Recheck")
                .mapToDouble(key -> node.getDouble(key, 0.0))
                .sum();
        var below = node.getJsonArray("Plans", new JsonArray()).stream()
                .mapToLong(child -> of((JsonObject) child))
                .sum();
        return below + Math.round(perLoop * node.getLong("Actual Loops", 1L));
    }
}
