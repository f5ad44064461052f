package io.sluice.benchmarks.unique;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SplittableRandom;

/// A file of rows with a random key of 32 hex digits and a digit: 35 bytes a row.
final class KeyFile {
    static final String HEADER = "key,part\n";
    private static final int SEED = 16;

    private KeyFile() {}

    static void write(Path file, long rows) throws IOException {
        var random = new SplittableRandom(SEED);
        var hex = HexFormat.of();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(ascii(HEADER));
            for (long i = 0; i < rows; i++) {
                out.write(ascii(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()) + ","
                        + random.nextInt(10) + "\n"));
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
