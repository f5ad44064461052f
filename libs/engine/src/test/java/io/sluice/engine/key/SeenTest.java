package io.sluice.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeenTest {
    private final Random random = new Random(4);
    private final RunKeys run = new RunKeys(KeyMemory.DEFAULTS, 5, random);

    @Test
    void agreesWithAHashMapOfLongs() {
        for (int bound : new int[] {10, 1_000, 100_000, Integer.MAX_VALUE}) {
            SeenLongs seen = run.newLongs();
            Map<Long, Long> expected = new HashMap<>();
            for (int i = 0; i < 100_000; i++) {
                long value = random.nextInt(bound) - bound / 2L;
                if (random.nextInt(3) == 0) {
                    value = i;
                }
                assertThat(seen.add(value, i + 2)).isEqualTo(first(expected.putIfAbsent(value, i + 2L)));
            }
        }
    }

    @Test
    void remembersExtremeLongs() {
        SeenLongs seen = run.newLongs();

        assertThat(seen.add(Long.MAX_VALUE, 2)).isZero();
        assertThat(seen.add(Long.MIN_VALUE, 3)).isZero();
        assertThat(seen.add(0, 4)).isZero();
        assertThat(seen.add(0, 5)).isEqualTo(4);
        assertThat(seen.add(Long.MIN_VALUE, 6)).isEqualTo(3);
        assertThat(seen.add(Long.MAX_VALUE, 7)).isEqualTo(2);
    }

    @Test
    void remembersLinesOfAscendingRuns() {
        SeenLongs seen = run.newLongs();
        for (int i = 0; i < 3_000; i++) {
            // Every third record has a line break.
            assertThat(seen.add(i / 7 * 100L + i % 7, i + i / 3)).isZero();
        }

        for (int i = 1; i < 3_000; i++) {
            assertThat(seen.add(i / 7 * 100L + i % 7, 10_000)).isEqualTo(i + i / 3);
        }
    }

    @Test
    void agreesWithAHashMapOfTexts() {
        SeenKeys seen = run.newKeys();
        Map<String, Long> expected = new HashMap<>();
        KeyBytes key = new KeyBytes();
        for (int i = 0; i < 100_000; i++) {
            String text = "x".repeat(random.nextInt(20)) + random.nextInt(5_000);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            key.clear();
            key.putBytes(bytes, 0, bytes.length);
            assertThat(seen.add(key, i + 2)).isEqualTo(first(expected.putIfAbsent(text, i + 2L)));
        }
    }

    @Test
    void hashesPublishedTestVectors() {
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

        hash.hash(new byte[0], 0);
        assertThat(hash.low()).isEqualTo(Long.reverseBytes(0xa3817f04ba25a8e6L));
        assertThat(hash.high()).isEqualTo(Long.reverseBytes(0x6df67214c7550293L));

        hash.hash(new byte[] {0}, 1);
        assertThat(hash.low()).isEqualTo(Long.reverseBytes(0xda87c1d86b99af44L));
        assertThat(hash.high()).isEqualTo(Long.reverseBytes(0x347659119b22fc45L));
    }

    private static long first(@Nullable Long line) {
        return line == null ? SeenValues.NEW : line;
    }
}
