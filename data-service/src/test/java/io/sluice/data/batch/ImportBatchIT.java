package io.sluice.data.batch;

import static io.sluice.data.parts.TestBatch.gzip;
import static io.sluice.data.parts.TestBatch.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.Outcome;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.TestBatch;
import io.sluice.fixtures.TestAccount;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/// Batches of all modes against PostgreSQL and the object store.
@QuarkusTest
class ImportBatchIT {
    private static final String REF = "ace73c06-b361-11ed-afa1-0242ac120002";

    @Inject
    ImportBatch importBatch;

    @Inject
    DataSource database;

    @Inject
    S3Client objects;

    private AccountId account;
    private TestBatch batches;
    private EntityTable entities;

    @BeforeEach
    void makeAccount() {
        account = TestAccount.freshId();
        batches = new TestBatch(objects, account);
        entities = new EntityTable(database);
    }

    /// Each row: what there is before, the mode, what is sent; what there is then, and the code in the log.
    @ParameterizedTest(name = "{1} {2} over {0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | insert | {'id':'1','name':'A'} | {'id': '1', 'name': 'A'} | -",
                "- | create | {'id':'1','name':'A'} | {'id': '1', 'name': 'A'} | -",
                "- | upsert | {'id':'1','name':'A'} | {'id': '1', 'name': 'A'} | -",
                "- | merge | {'id':'1','name':'A'} | {'id': '1', 'name': 'A'} | -",
                "- | upsert | {'id':'1'} | - | 400 Missing value in column [name]: the record does not have it, nor does the entity, and the schema requires it",
                "- | merge | {'id':'1'} | - | 400 Missing value in column [name]: the record does not have it, nor does the entity, and the schema requires it",
                "- | insert | {'id':'1'} | - | 400 Missing value in column [name]: the field is absent or empty, the schema requires it",
                "- | delete | {'id':'1'} | - | 404 There is no such entity: nothing is deleted",
                "- | gdpr_delete | {'id':'1'} | - | 404 There is no such entity: nothing is deleted",
                "{'id':'1','name':'B','points':7} | insert | {'id':'1','name':'A'} | {'id': '1', 'name': 'A'} | -",
                "{'id':'1','name':'B','points':7} | create | {'id':'1','name':'A'} | {'id': '1', 'name': 'B', 'points': 7} | 409 The entity exists already: the mode create only makes new ones, use insert, upsert or merge to change it",
                "{'id':'1','name':'B','points':7} | upsert | {'id':'1','points':8} | {'id': '1', 'name': 'B', 'points': 8} | -",
                "{'id':'1','name':'B','points':7} | merge | {'id':'1','points':1.50} | {'id': '1', 'name': 'B', 'points': 1.50} | -",
                "{'id':'1','name':'B','points':7} | upsert | {'id':'1','points':null} | {'id': '1', 'name': 'B', 'points': 7} | -",
                "{'id':'1','name':'B','address':{'city':'X','street':'Y'}} | upsert | {'id':'1','address':{'city':'Z'}} | {'id': '1', 'name': 'B', 'address': {'city': 'Z'}} | -",
                "{'id':'1','name':'B'} | delete | {'id':'1'} | - | -",
                "{'id':'1','name':'B'} | gdpr_delete | {'id':'1'} | - | -"
            })
    void changesAnEntityByItsMode(String before, String mode, String value, String after, String logged) {
        if (before != null) {
            finished(batches.ofLines(line("guest", "insert", json(before))));
        }

        var outcome = finished(batches.ofLines(line(REF, "guest", mode, json(value))));

        assertThat(entities.of(account)).isEqualTo(after == null ? Map.of() : Map.of("batch_guest/1", json(after)));
        assertThat(LogReader.lines(objects, outcome).stream().map(line -> line.code() + " " + line.message()))
                .isEqualTo(logged == null ? List.of() : List.of(logged));
        assertThat(outcome.outcome()).isEqualTo(logged == null ? Outcome.SUCCESS : Outcome.FAILED);
        assertThat(outcome.failedCount()).isEqualTo(logged == null ? 0 : 1);
        assertThat(outcome.totalCount()).isEqualTo(1);
    }

    @Test
    void appliesTheRecordsOfAKeyInTheOrderOfTheirLines() {
        var outcome = finished(batches.ofLines(
                line("guest", "delete", "{\"id\":\"1\"}"),
                line("guest", "upsert", "{\"id\":\"1\"}"),
                line("guest", "create", "{\"id\":\"1\",\"name\":\"A\"}"),
                line("guest", "create", "{\"id\":\"1\",\"name\":\"B\"}"),
                line("guest", "upsert", "{\"id\":\"1\",\"points\":1}"),
                line("guest", "insert", "{\"id\":\"2\",\"name\":\"C\"}"),
                line("guest", "merge", "{\"id\":\"1\",\"tags\":[\"x\"]}"),
                line("guest", "delete", "{\"id\":\"2\"}"),
                line("guest", "delete", "{\"id\":\"2\"}"),
                line("guest", "upsert", "{\"id\":\"1\",\"points\":2}")));

        assertThat(entities.of(account))
                .isEqualTo(
                        Map.of("batch_guest/1", "{\"id\": \"1\", \"name\": \"A\", \"tags\": [\"x\"], \"points\": 2}"));
        assertThat(entities.rows("select line from entity join entity_set using (set_id) where accuid = '%s'"
                        .formatted(account)))
                .isEqualTo(List.of(List.of("10")));
        assertThat(LogReader.lines(objects, outcome))
                .extracting(BatchLogLine::line, BatchLogLine::code)
                .extracting(tuple -> tuple.toList().toString())
                .containsExactly(
                        "[Optional[1], 404]", "[Optional[2], 400]", "[Optional[4], 409]", "[Optional[9], 404]");
        assertThat(outcome.sources())
                .containsExactly(new BatchFinished.Source(new SourceType("batch_guest"), "Guest", 2, 6));
    }

    @Test
    void changesAllSourcesOfABatchAndHashesSensitiveFields() {
        var outcome = finished(batches.ofLines(
                line("guest", "insert", "{\"id\":\"1\",\"name\":\"A\",\"email\":\"a@example.com\"}"),
                line(REF, "event", "upsert", "{\"text\":\"hello\"}"),
                line("pair", "insert", "{\"shop\":\"north\",\"no\":7}"),
                line("order", "insert", "{\"id\":1}"),
                line("old", "insert", "{\"text\":\"x\"}"),
                "nonsense"));

        assertThat(entities.of(account))
                .isEqualTo(Map.of(
                        "batch_guest/1",
                        "{\"id\": \"1\", \"name\": \"A\", \"email\": \"%s\"}".formatted(sha256("a@example.com")),
                        "batch_event/" + REF,
                        "{\"text\": \"hello\"}",
                        "batch_pair/north:7",
                        "{\"no\": 7, \"shop\": \"north\"}"));
        assertThat(outcome.totalCount()).isEqualTo(6);
        assertThat(outcome.succeededCount()).isEqualTo(3);
        assertThat(outcome.failedCount()).isEqualTo(3);
        assertThat(LogReader.lines(objects, outcome))
                .extracting(BatchLogLine::message)
                .containsExactly(
                        "Unknown schema [order]",
                        "Unknown schema [old]",
                        "Failed to parse import line: it is no record, expected an object in braces { }");
    }

    /// The expected text is what `openssl dgst -sha256 -mac HMAC -macopt key:0123456789abcdef…` prints.
    @Test
    void hashesWithTheKeyOfTheAccount() {
        account = new AccountId("keyed-" + account);
        batches = new TestBatch(objects, account);

        finished(batches.ofLines(
                line("guest", "insert", "{\"id\":\"1\",\"name\":\"A\",\"email\":\"ann@example.com\"}")));

        assertThat(entities.of(account).values())
                .containsExactly("{\"id\": \"1\", \"name\": \"A\", \"email\": \"%s\"}"
                        .formatted("093e3dd9df951c5008225d533a0175475075f7551ed269c5e61fa29bc2819ae4"));
    }

    @Test
    void refusesTheLaterRecordsOfARepeatedRef() {
        var outcome = finished(batches.ofLines(
                line(REF, "event", "insert", "{\"text\":\"first\"}"),
                line(REF, "event", "insert", "{\"text\":\"second\"}")));

        assertThat(entities.of(account)).isEqualTo(Map.of("batch_event/" + REF, "{\"text\": \"first\"}"));
        assertThat(LogReader.text(objects, outcome)).isEqualTo("""
                {"ref":"%s","code":"409","message":"Duplicate ref [%s]: it stands in an earlier line too, first in line 1",\
                "line":2,"error":"duplicate-ref"}
                """.formatted(REF, REF));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zip | Not a gzip file: ",
                "truncated | The gzip file is cut off: ",
                "array | The file holds one JSON array: ",
                "mark | The records start with a byte order mark: ",
                "late | The gzip file is followed by other bytes: ",
                "tar | The gzip file holds a tar archive: ",
                "plain | Not a gzip file: it is JSON that is not packed; ",
                "pretty | The file holds pretty-printed JSON: ",
                "empty | The file has no records: ",
                "nothing | The file is empty: ",
                "twice | The gzip file holds another gzip file: ",
                "bomb | The file is packed too densely: ",
                "bomb in gzip | The gzip file holds another gzip file: "
            })
    void touchesNothingWhenTheFileAsAWholeIsWrong(String kind, String message) {
        var good = line("event", "insert", "{\"text\":\"x\"}");
        var packed = gzip(good);
        var file = switch (kind) {
            case "zip" -> new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0};
            case "truncated" -> Arrays.copyOf(packed, packed.length - 3);
            case "array" -> gzip("[" + good + "]");
            case "mark" -> gzip("\uFEFF" + good);
            case "tar" -> gzip("\0".repeat(257) + "ustar" + "\0".repeat(250));
            case "plain" -> good.getBytes(StandardCharsets.UTF_8);
            case "pretty" -> gzip("{\n\"ref\": 1\n}");
            case "empty" -> gzip("");
            case "nothing" -> new byte[0];
            case "twice" -> gzip(packed);
            case "bomb" -> gzip(new byte[1 << 25]);
            case "bomb in gzip" -> gzip(gzip(new byte[1 << 25]));
            default -> Arrays.copyOf(packed, packed.length + 3);
        };

        var outcome = finished(batches.ofFile(file));

        assertThat(entities.of(account)).isEmpty();
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.totalCount()).isZero();
        assertThat(LogReader.lines(objects, outcome)).singleElement().satisfies(line -> {
            assertThat(line.ref()).isEqualTo("null");
            assertThat(line.code()).isEqualTo("400");
            assertThat(line.line()).isEmpty();
            assertThat(line.message()).startsWith(message);
        });
    }

    /// Each line is one record that is refused, between two that are imported.
    @Test
    void goesOnAfterWhatCannotBeRead() {
        var deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
        var wrong = List.of(
                line("guest", "insert", "{\"id\":\"2\",\"name\":NaN}"),
                line("guest", "insert", "{\"id\":\"2\",\"name\":\"\\ud800\"}"),
                line("guest", "insert", "{\"id\":\"2\",\"id\":\"3\",\"name\":\"A\"}"),
                line("guest", "insert", "{\"id\":\"2\",\"name\":\"A\",\"points\":1e999}"),
                line("guest", "insert", "{\"id\":\"2\",\"name\":\"A\",\"ext\":%s}".formatted(deep)),
                letters((1 << 20) + 1),
                line("guest", "insert", "{\"id\":\"2\",\"name\":7,\"points\":\"%s\"}".formatted("x".repeat(400))));
        var lines = new ArrayList<String>();
        lines.add(line(
                "guest", "insert", "{\"id\":\"first\",\"name\":\"A\",\"ext\":{\"n\":%s}}".formatted("9".repeat(400))));
        lines.addAll(wrong);
        lines.add(line("guest", "insert", "{\"id\":\"last\",\"name\":\"A\",\"ext\":{\"n\":1e400}}"));

        var outcome = finished(batches.ofFile(gzip(String.join("\r\n", lines))));

        assertThat(outcome.succeededCount()).isEqualTo(2);
        assertThat(entities.of(account)).containsOnlyKeys("batch_guest/first", "batch_guest/last");
        assertThat(LogReader.lines(objects, outcome).stream()
                        .map(logged -> logged.line().orElseThrow() + " " + logged.message()))
                .satisfiesExactly(
                        message -> assertThat(message).startsWith("2 Failed to parse import line: it is no valid JSON"),
                        message -> assertThat(message)
                                .isEqualTo("3 Failed to parse import line: a text has half a surrogate pair"),
                        message -> assertThat(message)
                                .isEqualTo("4 Failed to parse import line: the key [id] appears twice"),
                        message -> assertThat(message)
                                .isEqualTo("5 Failed to parse import line: a number has an exponent beyond 400"),
                        message -> assertThat(message)
                                .isEqualTo("6 Failed to parse import line: it is nested more than 64 levels deep"),
                        message -> assertThat(message)
                                .isEqualTo("7 Failed to parse import line: it has more than 1,048,576 bytes"),
                        message -> assertThat(message).startsWith("8 Invalid data type in column [points]: \"xxx"));
    }

    @Test
    void importsABatchOnce() {
        var batch = batches.ofLines(line("guest", "create", "{\"id\":\"1\",\"name\":\"A\"}"));
        finished(batch);

        var again = importBatch.attempt(new PendingBatch(batch));

        assertThat(again).isEqualTo(new ImportResult.FinishedBefore());
        assertThat(entities.of(account)).hasSize(1);
    }

    /// A newer schema-service takes schemas that this version does not know.
    @Test
    void waitsForAVersionThatKnowsTheSchema() {
        var batch = batches.ofLines(
                line("event", "insert", "{}"),
                line("broken", "insert", "{\"text\":\"x\"}"),
                line("event", "insert", "{}"));

        assertThat(importBatch.attempt(new PendingBatch(batch)))
                .isInstanceOfSatisfying(ImportResult.RetryLater.class, later -> {
                    assertThat(later.cause()).isEqualTo(ImportResult.Cause.VERSION);
                    assertThat(later.reason()).startsWith("the schema of source batch_broken cannot be used here: ");
                });

        assertThat(entities.of(account)).isEmpty();
    }

    /// A number like 1e400 is short in a file, and long in the answer to everybody who reads it.
    @Test
    void boundsTheTextOfAnEntity() {
        var numbers = String.join(",", Collections.nCopies(3_000, "1e400"));
        var outcome = finished(batches.ofLines(
                line("guest", "insert", "{\"id\":\"1\",\"name\":\"A\",\"ext\":{\"a\":[%s]}}".formatted(numbers)),
                line("guest", "insert", "{\"id\":\"2\",\"name\":\"A\",\"ext\":{\"a\":[1e400]}}")));

        assertThat(entities.of(account)).containsOnlyKeys("batch_guest/2");
        assertThat(LogReader.lines(objects, outcome))
                .extracting(BatchLogLine::message)
                .containsExactly("The entity is too large: with this record it would have more than 1,048,576 bytes");
    }

    /// Many small batches of few keys against a model in plain Java: whatever comes first, each record is
    /// applied to what is there before it.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void foldsLikeTheModel(long seed) {
        var random = new Random(seed);
        var model = new ModelOfGuests();
        for (int batch = 0; batch < 5; batch++) {
            var lines = Stream.generate(() -> RandomGuests.line(random, 6))
                    .limit(1 + random.nextInt(60))
                    .toList();
            var refused = model.apply(lines);

            var outcome = finished(batches.ofLines(lines.toArray(String[]::new)));

            assertThat(LogReader.lines(objects, outcome).stream()
                            .map(line -> line.line().orElseThrow() + " " + line.code()))
                    .as("batch %d of seed %d", batch, seed)
                    .containsExactlyInAnyOrderElementsOf(refused);
            assertThat(model.read(entities.of(account)))
                    .as("batch %d of seed %d", batch, seed)
                    .isEqualTo(model.guests());
            assertThat(outcome.succeededCount()).isEqualTo((long) lines.size() - refused.size());
        }
    }

    /// Letters that do not pack: a file that unpacks to 200 times its size is refused.
    private static String letters(int count) {
        return new Random(1)
                .ints(count, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private BatchFinished finished(BatchReceived batch) {
        var result = importBatch.attempt(new PendingBatch(batch));
        assertThat(result).isInstanceOf(ImportResult.Finished.class);
        return ((ImportResult.Finished) result).event();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
