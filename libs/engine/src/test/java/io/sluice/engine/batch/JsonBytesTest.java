package io.sluice.engine.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonBytesTest {
    /// Parts that are copied at once, parts that are copied later, and cuts, in any order.
    @Test
    void writesAllPartsInOrder() {
        var random = new Random(3);
        var source = "{\"a\":1,\"b\":[2,3],\"c\":{}}".repeat(4).getBytes(UTF_8);
        var written = new JsonBytes();
        for (var round = 0; round < 500; round++) {
            var expected = new StringBuilder();
            written.clear();
            var next = 0;
            for (var step = 0; step < 40; step++) {
                switch (random.nextInt(6)) {
                    case 0 -> {
                        written.put(',');
                        expected.append(',');
                    }
                    case 1 -> {
                        written.put(source, 3, 9);
                        expected.append(new String(source, 3, 6, UTF_8));
                    }
                    case 2 -> {
                        var length = random.nextInt(expected.length() + 1);
                        written.truncate(length);
                        expected.setLength(length);
                    }
                    default -> {
                        var from = random.nextBoolean() ? next : random.nextInt(source.length - 10);
                        next = Math.min(source.length - 10, from + random.nextInt(10));
                        written.putLasting(source, from, Math.max(from, next));
                        expected.append(new String(source, from, Math.max(from, next) - from, UTF_8));
                    }
                }
                assertThat(written.length()).isEqualTo(expected.length());
            }

            assertThat(new String(written.array(), 0, written.length(), UTF_8)).isEqualTo(expected.toString());
        }
    }
}
