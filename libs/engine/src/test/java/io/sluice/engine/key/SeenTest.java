package io.sluice.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenTest {
    @Test
    void agreesWithAHashSetOfLongs() {
        Random random = new Random(4);
        for (int bound : new int[] {10, 1_000, 100_000, Integer.MAX_VALUE}) {
            SeenLongs seen = new SeenLongs(random.nextLong());
            Set<Long> expected = new HashSet<>();
            for (int i = 0; i < 100_000; i++) {
                long value = random.nextInt(bound) - bound / 2L;
                if (random.nextInt(3) == 0) {
                    value = i;
                }
                assertThat(seen.add(value)).isEqualTo(expected.add(value));
            }
        }
    }

    @Test
    void remembersExtremeLongs() {
        SeenLongs seen = new SeenLongs(0);

        assertThat(seen.add(Long.MAX_VALUE)).isTrue();
        assertThat(seen.add(Long.MIN_VALUE)).isTrue();
        assertThat(seen.add(0)).isTrue();
        assertThat(seen.add(0)).isFalse();
        assertThat(seen.add(Long.MIN_VALUE)).isFalse();
        assertThat(seen.add(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void agreesWithAHashSetOfTexts() {
        Random random = new Random(5);
        SeenKeys seen = new SeenKeys(random.nextLong(), random.nextLong());
        Set<String> expected = new HashSet<>();
        KeyBytes key = new KeyBytes();
        for (int i = 0; i < 100_000; i++) {
            String text = "x".repeat(random.nextInt(20)) + random.nextInt(5_000);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            key.clear();
            key.putBytes(bytes, 0, bytes.length);
            assertThat(seen.add(key)).isEqualTo(expected.add(text));
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
}
