package io.sluice.engine.batch;

import static io.sluice.engine.batch.BatchFixture.SMALL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [PlainLine] against [JsonLine], which reads by Jackson.
class PlainLineTest {
    private static final List<String> LINES = List.of(
            "{}",
            "{\"a\":1}",
            "{\"ref\":\"ace73c06-b361-11ed-afa1-0242ac120002\",\"schema\":\"order\",\"mode\":\"upsert\",\"value\":{\"price\":-12.50}}",
            "{ \"a\" : [ 1 , -0 , 0.5 , true , false , null , \"\" , { } , [ ] ] , \"b\" : { \"c\" : [ [ \"d\" ] ] } } ",
            "{\"name\":\"Café 咖啡豆 \uD83D\uDE00\",\"quoted \":\"say \\\"yes\\\", a\\\\b \\/ \\n\\t\\r\\b\\f\"}",
            "{\"\\u0061\":\"\\u00e9\",\"e\":1e5,\"E\":-1.5E-3,\"long\":" + "9".repeat(120) + "}",
            "{\"text of some length before its \\\"escape\\\" and after it\":\"and without any escape at all, long\"}",
            "{\"a\":[[[[[[[1]]]]]]]}",
            "\t{\"a\":\"x\"\t,\t\"b\":\"y\"}\t");

    private static final byte[] SYMBOLS =
            "\"\"\\\\{}[]::,,  \t\n0123456789.-+eEtruefalsnN\u00e9\u0000/u".getBytes(UTF_8);

    private final PlainLine plain = new PlainLine(SMALL);
    private final JsonLine any = new JsonLine(SMALL);

    @Test
    void readsMostLinesWithoutAParser() throws UnreadableLine {
        for (var line : LINES.subList(0, 5)) {
            var bytes = line.getBytes(UTF_8);

            assertThat(pieces(plain, bytes, 0, bytes.length)).isEqualTo(pieces(any, bytes, 0, bytes.length));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":01}",
                "{\"a\":-}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\" 1}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":[1}}",
                "{\"a\":tru}",
                "{\"a\":truest}",
                "{\"a\":1x}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\",
                "{\"a\":\"",
                "{\"a",
                "{",
                "{\"a\":1} 2",
                "{\"a\":[[[[[[[[1]]]]]]]]}",
            })
    void leavesWrongLinesToTheParser(String line) {
        var bytes = line.getBytes(UTF_8);

        assertThat(readPlain(bytes, 0, bytes.length)).isEmpty();
        assertThat(readAny(bytes, 0, bytes.length)).isEmpty();
    }

    /// Changes bytes at random, at all places of a word of eight bytes.
    @Test
    void readsWhatAParserReads() {
        var random = new Random(17);
        var read = 0;
        for (var round = 0; round < 50_000; round++) {
            var line = LINES.get(random.nextInt(LINES.size())).getBytes(UTF_8);
            for (var change = random.nextInt(3); change > 0; change--) {
                line[random.nextInt(line.length)] = SYMBOLS[random.nextInt(SYMBOLS.length)];
            }
            var from = random.nextInt(9);
            var length = random.nextInt(8) == 0 ? 1 + random.nextInt(line.length) : line.length;
            var to = from + length;
            var buffer = new byte[to + random.nextInt(12)];
            random.nextBytes(buffer);
            System.arraycopy(line, 0, buffer, from, length);

            var result = readPlain(buffer, from, to);

            if (!result.isEmpty()) {
                read++;
                assertThat(result).isEqualTo(readAny(buffer, from, to));
            }
        }
        assertThat(read).isGreaterThan(10_000);
    }

    /// A parser that has not seen the names before reads the same: an escape in the first name keeps
    /// [PlainLine] out.
    @Test
    void checksRecordsAsWithAParser() {
        var random = new Random(18);
        var lines = new StringBuilder();
        var escaped = new StringBuilder();
        for (var i = 0; i < 3_000; i++) {
            var line = RandomRecords.line(i, random);
            lines.append(line).append('\n');
            escaped.append(line.replaceFirst("\"ref\"", "\"\\\\u0072ef\"")).append('\n');
        }
        var fast = new BatchFixture();
        var slow = new BatchFixture();

        fast.run(lines.toString());
        slow.run(escaped.toString());

        assertThat(fast.accepted()).hasSizeGreaterThan(300).isEqualTo(slow.accepted());
        assertThat(fast.refused()).hasSizeGreaterThan(500).isEqualTo(slow.refused());
    }

    /// All that a line says, or nothing if it is not plain.
    private String readPlain(byte[] bytes, int from, int to) {
        try {
            return pieces(plain, bytes, from, to);
        } catch (UnreadableLine notPlain) {
            assertThat(notPlain).isInstanceOf(NotPlain.class);
            return "";
        }
    }

    private String readAny(byte[] bytes, int from, int to) {
        try {
            return pieces(any, bytes, from, to);
        } catch (UnreadableLine wrong) {
            any.abandon();
            return "";
        }
    }

    private static String pieces(RecordTokens json, byte[] bytes, int from, int to) throws UnreadableLine {
        var pieces = new StringBuilder();
        json.open(bytes, from, to);
        appendFields(json, pieces);
        json.end();
        return pieces.toString();
    }

    private static void appendFields(RecordTokens json, StringBuilder pieces) throws UnreadableLine {
        while (json.nextName()) {
            pieces.append("name ").append(json.name()).append('\n');
            appendValue(json.value(), json, pieces);
        }
        pieces.append("end of object\n");
    }

    private static void appendValue(JsonToken token, RecordTokens json, StringBuilder pieces) throws UnreadableLine {
        pieces.append(token);
        switch (token) {
            case START_OBJECT -> appendFields(json, pieces);
            case START_ARRAY -> {
                while (json.nextItem()) {
                    appendValue(json.value(), json, pieces);
                }
                pieces.append("end of array\n");
            }
            default -> {
                var out = new JsonBytes();
                if (token == JsonToken.VALUE_STRING) {
                    json.text().writeQuoted(out);
                } else {
                    json.text().writePlain(out);
                }
                pieces.append(' ')
                        .append(json.text())
                        .append(' ')
                        .append(new String(out.array(), 0, out.length(), UTF_8));
            }
        }
        pieces.append('\n');
    }
}
