package io.sluice.engine;

import static io.sluice.engine.Checked.field;
import static io.sluice.engine.Checked.hashed;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.corpus.Memories;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.report.Report;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Both scanners must give the same report, however the file is split.
class ChunkingTest {
    private static final int[] CHUNKS = {1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 63, 64, 65, 200, 1 << 20};
    private static final List<String> PIECES = List.of(
            ",",
            ",",
            ",",
            ",",
            "\n",
            "\n",
            "\n",
            "\r\n",
            "\r",
            "\"",
            "\"",
            "\"\"",
            "\",\"",
            "1",
            "17",
            "x",
            "2020-01-01",
            "綠",
            "é",
            "😀",
            " ",
            "\t",
            "abcdefgh",
            "\n\n",
            "true",
            "-1.5",
            "\u0001");
    private static final byte[][] BAD = {
        {0},
        {(byte) 0xFF},
        {(byte) 0xC3},
        {(byte) 0xE7, (byte) 0xB6},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0x80}
    };

    private static final ValidationPlan PLAN = Checked.by(
                    field("a", "Integer", Map.of("unique", true)),
                    field("b", "String", Map.of("maxLength", 20)),
                    field("c", "Date"))
            .key("a", "b")
            .limits(new RunLimits(60, 1_000, 100, 1_000))
            .plan();
    private static final ValidationPlan ONE_COLUMN =
            Checked.by(field("a", "String", Map.of("required", true))).plan();
    private static final ValidationPlan SENSITIVE = Checked.by(
                    field("a", "Integer"), hashed("b", "String", "hash", "email"), field("c", "Decimal"))
            .tabs()
            .plan();

    @Test
    void reportsTheSameForEverySplitOfManyRows() {
        StringBuilder file = new StringBuilder("a,b,c\r\n");
        for (int i = 0; i < 300; i++) {
            file.append(i % 90).append(i % 7 == 0 ? ",\"x \"\"" + i + "\"\", y\"," : ",name " + i + " 綠茶,");
            file.append(i % 11 == 0 ? "2020-02-3" + i % 10 : "2020-02-1" + i % 10);
            file.append(i % 13 == 0 ? "\r\n" : i % 29 == 0 ? ",\n\n" : "\n");
        }
        assertSame(PLAN, file.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void reportsTheSameForEverySplitOfRandomFiles() {
        Random random = new Random(20_200_125);
        for (int round = 0; round < 3_000; round++) {
            assertSame(PLAN, randomFile(random, "a,b,c\n"));
            assertSame(ONE_COLUMN, randomFile(random, "a\n"));
            assertSame(SENSITIVE, randomFile(random, "a\tb\tc\n"));
            assertSame(PLAN, randomFile(random, ""));
        }
    }

    @Test
    void findsClosingQuotesAtEveryOffset() {
        for (int length = 0; length < 40; length++) {
            String cell = "\"" + "q".repeat(length) + "\"";
            String file =
                    "a,b,c\n1," + cell + ",2020-01-01\n2," + cell + ",2020-01-32\r\n3,x," + cell + "\n4,y,2020-01-01\n";
            assertSame(PLAN, file.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] randomFile(Random random, String header) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        int pieces = random.nextInt(60);
        for (int i = 0; i < pieces; i++) {
            if (random.nextInt(150) == 0) {
                file.writeBytes(BAD[random.nextInt(BAD.length)]);
            } else {
                String piece = PIECES.get(random.nextInt(PIECES.size()));
                file.writeBytes(piece.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file.toByteArray();
    }

    private static void assertSame(ValidationPlan plan, byte[] file) {
        Report expected = Checked.report(plan, file, file.length, ScanPath.EXACT);
        assertThat(Checked.report(plan, file, file.length, ScanPath.FAST))
                .as(() -> "fast path: " + new String(file, StandardCharsets.ISO_8859_1))
                .isEqualTo(expected);
        for (KeyMemory memory : Memories.SMALL) {
            for (int chunk : new int[] {7, 64, file.length}) {
                assertThat(Checked.report(plan, file, chunk, memory, ScanPath.FAST))
                        .as(() -> memory + " by " + chunk + ": " + new String(file, StandardCharsets.ISO_8859_1))
                        .isEqualTo(expected);
            }
        }
        for (int chunk : CHUNKS) {
            if (chunk <= file.length) {
                for (ScanPath path : ScanPath.values()) {
                    assertThat(Checked.report(plan, file, chunk, path))
                            .as(() -> path + " by " + chunk + ": " + new String(file, StandardCharsets.ISO_8859_1))
                            .isEqualTo(expected);
                }
            }
        }
    }
}
