package io.sluice.engine.cell;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/// A fixed set of texts that is searched by bytes. Immutable.
public final class TextSet {
    private final byte[][] sorted;

    public TextSet(Collection<String> texts) {
        sorted = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .sorted(Arrays::compareUnsigned)
                .toArray(byte[][]::new);
    }

    public boolean isEmpty() {
        return sorted.length == 0;
    }

    public boolean contains(byte[] bytes, int from, int to) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            byte[] text = sorted[middle];
            int order = Arrays.compareUnsigned(text, 0, text.length, bytes, from, to);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }
}
