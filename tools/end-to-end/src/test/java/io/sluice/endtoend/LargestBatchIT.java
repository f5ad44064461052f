package io.sluice.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.BatchClient;
import io.sluice.devstack.stack.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The file of a batch that unpacks to as much as it may, and to a byte more: no `int` can count its bytes.
@ExtendWith(SharedStack.class)
@Tag("server-blind")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class LargestBatchIT {
    private static final int LINE = 1 << 20;
    private static final int LINES = 2048;
    private static final int OF_A_MEMBER = 500;
    /// What does not pack: a file that unpacks to 200 times its size is refused.
    private static final int NOISE = 12_000;
    private static final Duration LIMIT = Duration.ofMinutes(15);

    @Test
    @Tag("long")
    void takesTwoGibibytesInSeveralMembersAndNoByteMore(Stack stack) {
        var tenant = Tenant.with(stack, "member");
        tenant.addSource("""
            {"source_type": "page", "source_name": "Page", "kind": "entities", "batch_schema": "page",
             "schema": [{"name": "text", "type": "String"}]}\
            """);
        var client = tenant.batches();
        var largest = members();

        var taken = end(client, largest.toByteArray());
        largest.writeBytes(BadBatchesIT.gzip("\n".getBytes(US_ASCII)));
        var refused = end(client, largest.toByteArray());

        assertThat(taken.at("/status/code").asText()).isEqualTo("success");
        assertThat(taken.at("/summaryStats/totalCount").asLong()).isEqualTo(LINES);
        assertThat(taken.at("/summaryStats/succeededCount").asLong()).isEqualTo(LINES);
        assertThat(refused.at("/status/code").asText()).isEqualTo("error");
        assertThat(refused.at("/summaryStats/totalCount").asLong()).isZero();
        assertThat(client.log(refused))
                .singleElement()
                .satisfies(
                        line -> assertThat(line.path("message").asText())
                                .isEqualTo(
                                        "The file is too large: it unpacks to more than 2,147,483,648 bytes; send it in parts"));
    }

    private static JsonNode end(BatchClient client, byte[] file) {
        return client.awaitEnd(client.put(file), LIMIT);
    }

    /// Lines of a mebibyte, the longest that there may be.
    private static ByteArrayOutputStream members() {
        var random = new Random(1);
        var file = new ByteArrayOutputStream();
        for (int from = 0; from < LINES; from += OF_A_MEMBER) {
            var to = Math.min(LINES, from + OF_A_MEMBER);
            try (var gzip = new GZIPOutputStream(file)) {
                for (int i = from; i < to; i++) {
                    gzip.write(line(random));
                }
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
        return file;
    }

    private static byte[] line(Random random) {
        var begin = "{\"ref\":\"%s\",\"schema\":\"page\",\"mode\":\"insert\",\"value\":{\"text\":\"%s"
                .formatted(new UUID(random.nextLong(), random.nextLong()), noise(random));
        var end = "\"}}\n";
        var line = new byte[LINE];
        Arrays.fill(line, (byte) 'x');
        System.arraycopy(begin.getBytes(US_ASCII), 0, line, 0, begin.length());
        System.arraycopy(end.getBytes(US_ASCII), 0, line, LINE - end.length(), end.length());
        return line;
    }

    private static String noise(Random random) {
        return random.ints(NOISE, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
