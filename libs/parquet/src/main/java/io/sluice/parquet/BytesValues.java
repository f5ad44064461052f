package io.sluice.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/// A column of texts, or of numbers of a fixed number of bytes.
final class BytesValues extends ColumnValues {
    /// A fixed length needs no length before each value; its numbers are signed.
    private final boolean fixed;
    private final BytesDictionary dictionary;
    private int plainBytes;
    private @Nullable Bound smallest;
    private @Nullable Bound largest;
    /// The page in which each text of the dictionary was seen last.
    private int[] seen = {};
    private int page;

    BytesValues(PrimitiveType type, ColumnLimits limits, PageBuffer scratch) {
        super(type, limits, scratch);
        fixed = type.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
        dictionary = new BytesDictionary(limits.dictionaryBytes());
    }

    /// The beginning of a value: what the file says of it, and one character more if the value is longer, so
    /// that parquet-java rounds it.
    private static final class Bound {
        private static final int MOST_BYTES = FileLayout.MOST_STATISTICS_BYTES + 4;

        /// No text of as many bytes is greater.
        private static final byte[] HIGHEST = "\udbff\udfff"
                .repeat(FileLayout.MOST_STATISTICS_BYTES / Integer.BYTES)
                .getBytes(StandardCharsets.UTF_8);

        private final byte[] bytes = new byte[MOST_BYTES];
        private int length;

        /// Where the beginning of a value ends.
        private static int end(byte[] source, int from, int to) {
            if (to - from <= MOST_BYTES) {
                return to;
            }
            int end = from + MOST_BYTES;
            while (end > from + FileLayout.MOST_STATISTICS_BYTES + 1 && (source[end] & 0xC0) == 0x80) {
                end--;
            }
            return end;
        }

        private void set(byte[] source, int from, int to) {
            length = to - from;
            System.arraycopy(source, from, bytes, 0, length);
            if (length > HIGHEST.length && Arrays.mismatch(bytes, HIGHEST) == HIGHEST.length) {
                // What parquet-java cannot round as a text it rounds as bytes.
                bytes[HIGHEST.length] = (byte) 0xFF;
            }
        }

        private Binary copy() {
            return Binary.fromConstantByteArray(Arrays.copyOf(bytes, length));
        }
    }

    /// The part of a minimum or maximum that the file keeps.
    static Binary bound(byte[] value) {
        var bound = new Bound();
        bound.set(value, 0, Bound.end(value, 0, value.length));
        return bound.copy();
    }

    @Override
    public void put(byte[] bytes, int from, int to) {
        plainBytes += to - from + (fixed ? 0 : Integer.BYTES);
        if (isIndexed()) {
            int id = dictionary.id(bytes, from, to);
            if (id >= 0) {
                index(id);
                endValue(plainBytes);
                return;
            }
            stopIndexing();
        }
        putPlainly(bytes, from, to);
        endValue(plainBytes);
    }

    private void putPlainly(byte[] bytes, int from, int to) {
        if (hasStatistics()) {
            bound(bytes, from, to);
        }
        write(bytes, from, to, values());
    }

    private void write(byte[] bytes, int from, int to, PageBuffer out) {
        if (!fixed) {
            out.putInt(to - from);
        }
        out.put(bytes, from, to);
    }

    @Override
    void putPlainly(int id) {
        putPlainly(dictionary.bytes(), dictionary.from(id), dictionary.to(id));
    }

    private void bound(byte[] bytes, int from, int valueEnd) {
        int to = Bound.end(bytes, from, valueEnd);
        var low = smallest;
        var high = largest;
        if (low == null || high == null) {
            low = new Bound();
            high = new Bound();
            low.set(bytes, from, to);
            high.set(bytes, from, to);
            smallest = low;
            largest = high;
        } else if (compare(bytes, from, to, low) < 0) {
            low.set(bytes, from, to);
        } else if (compare(bytes, from, to, high) > 0) {
            high.set(bytes, from, to);
        }
    }

    private int compare(byte[] bytes, int from, int to, Bound bound) {
        if (fixed && bytes[from] != bound.bytes[0]) {
            return Byte.compare(bytes[from], bound.bytes[0]);
        }
        return Arrays.compareUnsigned(bytes, from, to, bound.bytes, 0, bound.length);
    }

    @Override
    int plainBytes() {
        return plainBytes;
    }

    @Override
    void addBounds(Statistics<?> statistics) {
        boundIndexed();
        if (smallest != null && largest != null) {
            statistics.updateStats(smallest.copy());
            statistics.updateStats(largest.copy());
        }
    }

    /// Each text counts once.
    private void boundIndexed() {
        if (seen.length < dictionary.size()) {
            seen = Arrays.copyOf(seen, 2 * dictionary.size());
        }
        page++;
        for (int i = 0; i < ids().count(); i++) {
            int id = ids().get(i);
            if (seen[id] != page) {
                seen[id] = page;
                bound(dictionary.bytes(), dictionary.from(id), dictionary.to(id));
            }
        }
    }

    @Override
    void clearPage() {
        plainBytes = 0;
        smallest = null;
        largest = null;
    }

    @Override
    void clearDictionary() {
        dictionary.clear();
        seen = new int[0];
    }

    @Override
    int dictionarySize() {
        return dictionary.size();
    }

    @Override
    int dictionaryBytes() {
        return dictionary.length() + (fixed ? 0 : dictionary.size() * Integer.BYTES);
    }

    @Override
    int dictionaryMemory() {
        return dictionary.memory() + seen.length * Integer.BYTES;
    }

    @Override
    void writeDictionary(PageBuffer out) {
        for (int id = 0; id < dictionary.size(); id++) {
            write(dictionary.bytes(), dictionary.from(id), dictionary.to(id), out);
        }
    }
}
