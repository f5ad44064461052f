package io.sluice.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/// Reads tables of the catalogue that the environment variable `SLUICE_CATALOG` describes, in lines
/// `key=value`, and prints rows as one JSON array of arrays of texts.
///
/// | words | prints |
/// |---|---|
/// | `query SQL` | the rows of the query |
/// | `repeat SQL` | the same again and again, until the process is ended; a failure is a line of its own |
/// | `generic NAMESPACE.TABLE COLUMN VALUE` | the rows with this value, by Iceberg's generic reader |
/// | `generic NAMESPACE.TABLE` | all rows, by the same reader |
public final class SparkMain {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CATALOG = "sluice";

    private SparkMain() {}

    public static void main(String[] words) throws IOException {
        var catalog = new HashMap<String, String>();
        System.getenv("SLUICE_CATALOG").lines().forEach(line -> {
            var equals = line.indexOf('=');
            catalog.put(line.substring(0, equals), line.substring(equals + 1));
        });
        switch (words[0]) {
            case "query" -> print(rows(session(catalog), words[1]));
            case "repeat" -> repeat(session(catalog), words[1]);
            case "generic" -> print(generic(catalog, words[1], words.length == 2
                    ? Expressions.alwaysTrue()
                    : Expressions.equal(words[2], words[3])));
            default -> throw new IllegalArgumentException(words[0]);
        }
        // Threads of Spark may live on.
        Runtime.getRuntime().halt(0);
    }

    private static SparkSession session(Map<String, String> catalog) {
        var builder = SparkSession.builder()
                .master("local[1]")
                .appName("sluice-reader")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                // Dates and times outside of what java.sql can hold.
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.sql.catalog." + CATALOG, "org.apache.iceberg.spark.SparkCatalog")
                // Each query sees what is committed.
                .config("spark.sql.catalog." + CATALOG + ".cache-enabled", "false");
        catalog.forEach((key, value) -> builder.config("spark.sql.catalog.%s.%s".formatted(CATALOG, key), value));
        return builder.getOrCreate();
    }

    private static List<List<String>> rows(SparkSession spark, String query) {
        return spark.sql(query).collectAsList().stream()
                .map(row -> texts(row.length(), ((Row) row)::get))
                .toList();
    }

    private static void repeat(SparkSession spark, String query) throws JsonProcessingException {
        while (true) {
            try {
                print(rows(spark, query));
            } catch (Exception unavailable) {
                System.out.println("failed: " + String.valueOf(unavailable).lines().findFirst().orElse(""));
                unavailable.printStackTrace();
            }
        }
    }

    private static List<List<String>> generic(Map<String, String> properties, String table, Expression filter)
            throws IOException {
        var catalog = CatalogUtil.buildIcebergCatalog(CATALOG, properties, new Configuration());
        var found = new ArrayList<List<String>>();
        try (CloseableIterable<Record> records = IcebergGenerics.read(
                        catalog.loadTable(TableIdentifier.parse(table)))
                .where(filter)
                .build()) {
            records.forEach(row -> found.add(texts(row.size(), row::get)));
        }
        return found;
    }

    private static List<String> texts(int size, IntFunction<Object> cell) {
        return IntStream.range(0, size).mapToObj(cell).map(SparkMain::text).toList();
    }

    private static String text(Object cell) {
        return switch (cell) {
            case BigDecimal number -> number.toPlainString();
            case Instant moment -> micros(moment);
            case OffsetDateTime moment -> micros(moment.toInstant());
            case LocalDateTime local -> micros(local.toInstant(ZoneOffset.UTC));
            case Row struct -> struct(struct.length(), struct::get);
            case Record struct -> struct(struct.size(), struct::get);
            case Seq<?> list -> list(CollectionConverters.asJava(list));
            case Collection<?> list -> list(list);
            case null -> "null";
            default -> cell.toString();
        };
    }

    private static String struct(int size, IntFunction<Object> field) {
        return "{" + String.join(", ", texts(size, field)) + "}";
    }

    private static String list(Collection<?> items) {
        return items.stream().map(SparkMain::text).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String micros(Instant moment) {
        return Long.toString(moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000);
    }

    private static void print(List<List<String>> rows) throws JsonProcessingException {
        System.out.println(JSON.writeValueAsString(rows));
    }
}
