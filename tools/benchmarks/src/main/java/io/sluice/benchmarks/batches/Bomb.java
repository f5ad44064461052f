package io.sluice.benchmarks.batches;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/// Files that cost much and bring nothing. Each keeps to the limits, so it is read to its end.
enum Bomb {
    /// 1 GiB of lines that cannot be read, packed to a 150th.
    UNREADABLE_LINES {
        @Override
        void write(OutputStream lines) throws IOException {
            var line = "{\"ref\":".repeat(12) + "\n";
            for (long bytes = 0; bytes < 1L << 30; bytes += line.length() * 100L) {
                lines.write(noise(40).getBytes(StandardCharsets.US_ASCII));
                lines.write(line.repeat(100).getBytes(StandardCharsets.US_ASCII));
            }
        }
    },
    /// Many changes of one entity.
    ONE_ENTITY {
        @Override
        void write(OutputStream lines) throws IOException {
            for (int i = 0; i < 500_000; i++) {
                lines.write("""
                    {"ref":"%s","schema":"guest","mode":"upsert","value":{"id":"one","name":"%d"}}
                    """.formatted(new UUID(RANDOM.nextLong(), RANDOM.nextLong()), i)
                        .getBytes(StandardCharsets.US_ASCII));
            }
        }
    },
    /// Lines of nearly a mebibyte with numbers that are short here and long in the database.
    LONG_NUMBERS {
        @Override
        void write(OutputStream lines) throws IOException {
            var numbers = "1e400,".repeat(150_000) + "1";
            for (int i = 0; i < 50; i++) {
                lines.write("""
                    {"ref":"%s","schema":"guest","mode":"upsert","value":{"id":"%d","name":"A","ext":{"n":[%s],"x":"%s"}}}
                    """.formatted(new UUID(RANDOM.nextLong(), RANDOM.nextLong()), i, numbers, noise(20_000))
                        .getBytes(StandardCharsets.US_ASCII));
            }
        }
    };

    private static final Random RANDOM = new Random(19);

    abstract void write(OutputStream lines) throws IOException;

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (var packed = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            write(packed);
        }
    }

    private static String noise(int length) {
        return RANDOM.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
