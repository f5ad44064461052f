package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.stack.Stack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Unique values that do not fit into the memory of the validator, whose heap is 256 MiB.
@Tag("server-blind")
@ExtendWith(SharedStack.class)
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class UniqueKeysIT {
    private static final String SOURCE = """
            {"source_type": "code", "source_name": "Code", "description": "Codes",
             "schema": [
               {"name": "code", "type": "String", "constraints": {"unique": true}},
               {"name": "part", "type": "Integer"}]}
            """;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void namesBothLinesOfADuplicate(Stack stack) {
        findsTheDuplicate(stack, 200_000);
    }

    @Test
    @Tag("long")
    void namesBothLinesOfADuplicateAmongTenMillionRows(Stack stack) {
        findsTheDuplicate(stack, 10_000_000);
    }

    private static void findsTheDuplicate(Stack stack, long rows) {
        var tenant = Tenant.with(stack).addSource(SOURCE).awaitDoor("code");

        put(tenant, "20240130_code.csv", rows, false);
        put(tenant, "20240131_code.csv", rows, true);
        var good = tenant.awaitEnd("code", "20240130", LIMIT);
        var bad = tenant.awaitEnd("code", "20240131", LIMIT);

        assertThat(good.path("status").asText()).isEqualTo("success");
        assertThat(good.path("rows").asLong()).isEqualTo(rows);
        assertThat(bad.path("error_msg").asText())
                .isEqualTo("Duplicate value in column [code] at line %d; 1 error in %,d rows", rows + 2, rows + 1);
        assertThat(tenant.read("/invalid/code/20240131_code.csv.errors.csv"))
                .endsWith(" stands in an earlier row too, first in line 2\"\n");
    }

    private static void put(Tenant tenant, String fileName, long rows, boolean repeatsFirstRow) {
        try (var sftp = tenant.login()) {
            sftp.put("/sources/code/" + fileName, new RandomRows(rows, repeatsFirstRow));
        }
    }

    /// A header and random rows, made while they are read.
    private static final class RandomRows extends InputStream {
        private static final int BLOCK = 10_000;

        private final HexFormat hex = HexFormat.of();
        private final SplittableRandom random = new SplittableRandom(16);
        private final String first = row(new SplittableRandom(16));
        private boolean repeatsFirst;
        private long left;
        private InputStream block = bytes("code,part\n");

        RandomRows(long rows, boolean repeatsFirst) {
            this.left = rows;
            this.repeatsFirst = repeatsFirst;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = block.read(target, offset, length);
            while (count < 0 && (left > 0 || repeatsFirst)) {
                block = bytes(next());
                count = block.read(target, offset, length);
            }
            return count;
        }

        private String next() {
            if (left == 0) {
                repeatsFirst = false;
                return first;
            }
            var rows = new StringBuilder();
            for (int i = 0; i < BLOCK && left > 0; i++, left--) {
                rows.append(row(random));
            }
            return rows.toString();
        }

        private String row(SplittableRandom source) {
            return hex.toHexDigits(source.nextLong()) + hex.toHexDigits(source.nextLong()) + ",7\n";
        }

        private static InputStream bytes(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
