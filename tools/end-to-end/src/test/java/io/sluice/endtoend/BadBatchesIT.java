package io.sluice.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.devstack.demo.BatchClient;
import io.sluice.devstack.demo.BatchSources;
import io.sluice.devstack.stack.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// What clients send as batches and should not, over HTTP, and the sentence that each finds in its log.
@ExtendWith(SharedStack.class)
@Tag("server-blind")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class BadBatchesIT {
    private static final String GOOD = record("{\"guestType\":\"visitor\",\"email\":\"good@example.com\"}");
    private static final String SEND = "send one gzip file of JSON lines, one record on each line";

    private final Stack stack;
    private Tenant tenant;
    private BatchClient client;

    BadBatchesIT(Stack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void makeAccount() {
        tenant = Tenant.with(stack, "member");
        BatchSources.ensure(tenant.admin(), tenant.accountId);
        client = tenant.batches();
    }

    /// The upload is taken: its bytes are those that were announced.
    @Test
    void saysWhatAFileIsThatIsNoBatch() {
        var packed = gzip(GOOD);
        var tooDense = "The file is packed too densely: it unpacks to more than 200 times its size; send it in parts";
        var twice = "The gzip file holds another gzip file: pack the JSON lines once";
        var batches = new LinkedHashMap<UUID, String>();
        batches.put(client.put(zip(GOOD)), "Not a gzip file: it is a zip archive; " + SEND);
        batches.put(client.put(GOOD.getBytes(UTF_8)), "Not a gzip file: it is JSON that is not packed; " + SEND);
        batches.put(client.put("a,b\n1,2\n".getBytes(UTF_8)), "Not a gzip file: it begins with other bytes; " + SEND);
        batches.put(
                client.put(gzip("\0".repeat(257) + "ustar" + "\0".repeat(762))),
                "The gzip file holds a tar archive: pack the JSON lines with gzip alone, without tar");
        batches.put(
                client.put(gzip("[" + GOOD + "]")),
                "The file holds one JSON array: write each record on a line of its own, without brackets around all and commas between");
        batches.put(
                client.put(gzip(GOOD.replace("{", "{\n"))),
                "The file holds pretty-printed JSON: write each record on one line, for example with jq -c");
        batches.put(
                client.put(gzip("\uFEFF" + GOOD)),
                "The records start with a byte order mark: save them as UTF-8 without it");
        batches.put(
                client.put(Arrays.copyOf(packed, packed.length - 3)),
                "The gzip file is cut off: its end is missing; pack it again and compare its size");
        batches.put(
                client.put(Arrays.copyOf(packed, packed.length + 3)),
                "The gzip file is followed by other bytes: from byte %d on it is no gzip; send nothing behind it"
                        .formatted(packed.length));
        batches.put(client.put(gzip("")), "The file has no records: " + SEND);
        batches.put(client.put(gzip(packed)), twice);
        batches.put(client.put(gzip(new byte[1 << 26])), tooDense);
        batches.put(client.put(gzip(gzip(new byte[1 << 26]))), twice);
        // Each member alone is small enough to pack as densely as it likes.
        batches.put(client.put(repeated(gzip(new byte[1 << 16]), 200)), tooDense);

        batches.forEach((uuid, sentence) -> {
            var batch = client.awaitEnd(uuid, Tenant.LIMIT);
            assertThat(batch.at("/status/code").asText()).as(sentence).isEqualTo("error");
            assertThat(batch.at("/summaryStats/totalCount").asInt())
                    .as(sentence)
                    .isZero();
            assertThat(client.log(batch)).as(sentence).singleElement().satisfies(line -> {
                assertThat(line.path("ref").asText()).isEqualTo("null");
                assertThat(line.path("code").asText()).isEqualTo("400");
                assertThat(line.path("message").asText()).isEqualTo(sentence);
            });
        });
        assertThat(keys(BatchSources.GUESTS)).isEmpty();
    }

    /// Each line is refused with its sentence, and those around it are imported. The file has members that
    /// begin within lines.
    @Test
    void saysWhatIsWrongWithEachLine() {
        var ref = "ace73c06-b361-11ed-afa1-0242ac120002";
        var deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
        var lines = new LinkedHashMap<String, String>();
        lines.put(record(ref, "{\"guestType\":\"visitor\",\"email\":\"first@example.com\"}"), "");
        lines.put(
                record(ref, "{\"guestType\":\"visitor\",\"email\":\"again@example.com\"}"),
                "409 Duplicate ref [%s]: it stands in an earlier line too, first in line 1".formatted(ref));
        lines.put(
                record("{\"email\":NaN}"),
                "400 Failed to parse import line: it is no valid JSON at character N: NaN is no JSON value; send null, true, false, a number or a text in double quotes");
        lines.put(
                record("{\"email\":\"\\ud800\"}"), "400 Failed to parse import line: a text has half a surrogate pair");
        lines.put(
                record("{\"email\":\"a@x.y\",\"email\":\"b@x.y\"}"),
                "400 Failed to parse import line: the key [email] appears twice");
        lines.put(
                record("{\"email\":\"a@x.y\",\"ext\":%s}".formatted(deep)),
                "400 Failed to parse import line: it is nested more than 64 levels deep");
        lines.put(noise(1_000_000).repeat(100), "400 Failed to parse import line: it has more than 1,048,576 bytes");
        lines.put(record("{\"email\":\"last@example.com\",\"guestType\":\"visitor\"}"), "");

        var uuid = client.put(inMembers(String.join("\r\n", lines.keySet())));
        var batch = client.awaitEnd(uuid, Tenant.LIMIT);

        assertThat(client.log(batch).stream()
                        .map(line -> line.path("code").asText() + " "
                                + line.path("message").asText().replaceFirst("at character [0-9]+", "at character N")))
                .containsExactlyElementsOf(lines.values().stream()
                        .filter(sentence -> !sentence.isEmpty())
                        .toList());
        assertThat(batch.at("/summaryStats/succeededCount").asInt()).isEqualTo(2);
        assertThat(keys(BatchSources.GUESTS)).hasSize(2);
    }

    /// The codes that published clients know, from the record to the log.
    @Test
    void givesEachRefusedRecordItsCode() {
        var lines = new LinkedHashMap<String, String>();
        lines.put(line("guest", "replace", "a"), "402 Unsupported mode: a text, expected insert, create, upsert, ");
        lines.put(line("migration", "insert", "a"), "402 Unsupported schema [migration]");
        lines.put(line("gest", "insert", "a"), "400 Unknown schema [gest]");
        lines.put(line("guest", "create", "a"), "");
        lines.put(line("guest", "create", "a"), "409 The entity exists already: ");
        lines.put(line("guest", "delete", "b"), "404 There is no such entity: nothing is deleted");
        lines.put(line("guest", "gdpr_delete", "b"), "404 There is no such entity: nothing is deleted");

        var batch = client.awaitEnd(client.put(BatchClient.file(List.copyOf(lines.keySet()))), Tenant.LIMIT);

        assertThat(batch.at("/status/code").asText()).isEqualTo("error");
        assertThat(batch.at("/summaryStats/failedCount").asInt()).isEqualTo(6);
        assertThat(batch.at("/summaryStats/succeededCount").asInt()).isEqualTo(1);
        var sentences = List.copyOf(lines.values());
        assertThat(client.log(batch)).hasSize(6).allSatisfy(logged -> {
            var at = logged.path("line").asInt() - 1;
            assertThat(logged.path("code").asText() + " "
                            + logged.path("message").asText())
                    .startsWith(sentences.get(at));
            assertThat(List.copyOf(lines.keySet()).get(at))
                    .contains(logged.path("ref").asText());
        });
        assertThat(client.log(batch).stream().map(logged -> logged.path("line").asInt()))
                .containsExactlyInAnyOrder(1, 2, 3, 5, 6, 7);
        assertThat(keys(BatchSources.GUESTS)).containsExactly("crm:a");
    }

    /// A record of a guest with an identifier.
    private static String line(String schema, String mode, String id) {
        return "{\"ref\":\"%s\",\"schema\":\"%s\",\"mode\":\"%s\",\"value\":{\"identifiers\":[{\"provider\":\"crm\",\"id\":\"%s\"}]}}"
                .formatted(UUID.randomUUID(), schema, mode, id);
    }

    /// Numbers that are short in a file and long elsewhere, or long in both.
    @Test
    void saysWhichNumbersFitNoField() {
        tenant.addSource("""
            {"source_type": "measure", "source_name": "Measure", "kind": "entities", "batch_schema": "measure",
             "primary_key": ["id"], "schema": [
               {"name": "id", "type": "String"}, {"name": "count", "type": "Integer"},
               {"name": "price", "type": "Decimal"}, {"name": "weight", "type": "Double"},
               {"name": "ext", "type": "Object"}]}\
            """);
        var digits = "9".repeat(400);
        var shown = "\"" + "9".repeat(100) + "…\"";
        var invalid = "Invalid data type in column ";
        var values = new LinkedHashMap<String, String>();
        values.put("\"count\":1e400", invalid + "[count]: \"1e400\" is not an Integer");
        values.put("\"price\":1e400", invalid + "[price]: \"1e400\" is not a Decimal");
        values.put("\"weight\":1e400", invalid + "[weight]: \"1e400\" is not a Double");
        values.put("\"count\":" + digits, invalid + "[count]: " + shown + " is not an Integer");
        values.put("\"price\":" + digits, invalid + "[price]: " + shown + " is not a Decimal");
        values.put("\"weight\":" + digits, invalid + "[weight]: " + shown + " is not a Double");
        values.put("\"count\":\"" + digits + "\"", invalid + "[count]: " + shown + " is not an Integer");
        values.put("\"ext\":{\"n\":1e401}", "Failed to parse import line: a number has an exponent beyond 400");
        values.put("\"ext\":{\"n\":1e400}", "");
        values.put("\"ext\":{\"n\":" + digits + "}", "");
        values.put("\"weight\":1e308", "");
        var lines = values.keySet().stream()
                .map(value ->
                        "{\"ref\":\"%1$s\",\"schema\":\"measure\",\"mode\":\"insert\",\"value\":{\"id\":\"%1$s\",%2$s}}"
                                .formatted(UUID.randomUUID(), value))
                .toList();

        var batch = client.awaitEnd(client.put(BatchClient.file(lines)), Tenant.LIMIT);

        var expected =
                values.values().stream().filter(sentence -> !sentence.isEmpty()).toList();
        assertThat(client.log(batch))
                .zipSatisfy(
                        expected,
                        (line, sentence) ->
                                assertThat(line.path("message").asText()).startsWith(sentence));
        assertThat(batch.at("/summaryStats/succeededCount").asInt()).isEqualTo(3);
        assertThat(keys("measure")).hasSize(3);
    }

    /// The keys of a source's entities; those of guests without identifiers are hashes.
    private List<String> keys(String source) {
        var path = "/v1/%s/sources/%s/entities".formatted(tenant.accountId, source);
        var answer = await("an answer of data-service")
                .atMost(Tenant.LIMIT)
                .until(() -> tenant.api.get(path), found -> found.status() != 503);
        return answer.expect(200).json().findValuesAsText("key");
    }

    private static String record(String value) {
        return record(UUID.randomUUID().toString(), value);
    }

    private static String record(String ref, String value) {
        return "{\"ref\":\"%s\",\"schema\":\"guest\",\"mode\":\"insert\",\"value\":%s}".formatted(ref, value);
    }

    /// Digits that pack little: a file that unpacks to 200 times its size is refused.
    private static String noise(int length) {
        var digits = new StringBuilder(length);
        for (var state = 1L; digits.length() < length; ) {
            state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            digits.append(Long.toUnsignedString(state));
        }
        return digits.substring(0, length);
    }

    private static byte[] gzip(String text) {
        return gzip(text.getBytes(UTF_8));
    }

    static byte[] gzip(byte[] bytes) {
        return written(out -> {
            try (var gzip = new GZIPOutputStream(out)) {
                gzip.write(bytes);
            }
        });
    }

    /// Three members, one of them empty.
    private static byte[] inMembers(String text) {
        return written(out -> {
            out.write(gzip(text.substring(0, 100)));
            out.write(gzip(""));
            out.write(gzip(text.substring(100)));
        });
    }

    private static byte[] repeated(byte[] member, int times) {
        return written(out -> {
            for (int i = 0; i < times; i++) {
                out.write(member);
            }
        });
    }

    private static byte[] zip(String text) {
        return written(out -> {
            try (var zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("records.json"));
                zip.write(text.getBytes(UTF_8));
            }
        });
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        var out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
