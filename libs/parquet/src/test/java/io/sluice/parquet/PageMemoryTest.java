package io.sluice.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PageMemoryTest {
    private static final int ROW_GROUP = 4 << 20;

    private final PageMemory memory = new PageMemory(ROW_GROUP);

    @Test
    void givesEachPageBytesOfItsOwn() {
        var pages = pages(1, 1_000, 20_000, 300, 500_000, 7);

        for (int i = 0; i < pages.size(); i++) {
            fill(pages.get(i), i);
        }

        for (int i = 0; i < pages.size(); i++) {
            var page = pages.get(i).flip();
            assertThat(page.remaining()).isEqualTo(page.capacity());
            while (page.hasRemaining()) {
                assertThat(page.get()).isEqualTo((byte) i);
            }
        }
    }

    @Test
    void keepsItsArraysForTheNextRowGroup() {
        var first = arrays(pages(100_000, 200_000, 300_000, 400_000, 900_000));

        memory.clear();

        assertThat(first.containsAll(arrays(pages(900_000, 100_000, 400_000, 300_000, 200_000))))
                .isTrue();
    }

    @Test
    void keepsLittleForFewPages() {
        var arrays = arrays(pages(100, 200, 300));

        assertThat(bytes(arrays)).isEqualTo(1 << 14);
    }

    @Test
    void keepsNoPageThatIsLarge() {
        var large = arrays(pages(ROW_GROUP));

        memory.clear();

        assertThat(Collections.disjoint(arrays(pages(ROW_GROUP)), large)).isTrue();
    }

    @Test
    void keepsLittleMoreThanARowGroup() {
        var first = arrays(tenMegabytes());

        memory.clear();

        var kept = arrays(tenMegabytes());
        kept.retainAll(first);
        assertThat(bytes(kept)).isBetween((long) ROW_GROUP / 2, ROW_GROUP * 5L / 4);
    }

    private List<ByteBuffer> tenMegabytes() {
        var sizes = new int[1_000];
        Arrays.fill(sizes, 10_000);
        return pages(sizes);
    }

    private List<ByteBuffer> pages(int... sizes) {
        var pages = new ArrayList<ByteBuffer>();
        for (var size : sizes) {
            pages.add(memory.allocate(size));
        }
        return pages;
    }

    private static void fill(ByteBuffer page, int value) {
        while (page.hasRemaining()) {
            page.put((byte) value);
        }
    }

    /// By their identity.
    @SuppressWarnings("ByteBufferBackingArray") // The array itself is what the test asks about.
    private static Set<byte[]> arrays(List<ByteBuffer> pages) {
        Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        pages.forEach(page -> arrays.add(page.array()));
        return arrays;
    }

    private static long bytes(Set<byte[]> arrays) {
        return arrays.stream().mapToLong(array -> array.length).sum();
    }
}
