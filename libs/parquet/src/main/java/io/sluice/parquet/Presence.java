package io.sluice.parquet;

import java.util.Arrays;

/// Which rows of a page have a value: the definition levels of a column that is not nested. They are encoded
/// as runs of equal levels, and as bits where they change often.
final class Presence {
    /// The header of a run of bits has room for 63 groups of 8 in one byte.
    private static final int MOST_WORDS = 7;
    private static final int GROUP = 8;

    /// A bit for each row without a value.
    private long[] words = new long[1];
    private int count;
    private int missing;

    int count() {
        return count;
    }

    int missing() {
        return missing;
    }

    void clear() {
        Arrays.fill(words, 0);
        count = 0;
        missing = 0;
    }

    void addValue() {
        count++;
    }

    void addMissing() {
        reserve(count);
        words[count >> 6] |= 1L << count;
        count++;
        missing++;
    }

    private void reserve(int row) {
        if (row >> 6 >= words.length) {
            words = Arrays.copyOf(words, Math.max((row >> 6) + 1, 2 * words.length));
        }
    }

    /// Adds the levels with their length before them: 1 for a row with a value, 0 for the others.
    void encode(PageBuffer out) {
        reserve(count);
        int start = out.length();
        out.putInt(0);
        if (missing == 0 || missing == count) {
            run(count, missing == 0 ? 1 : 0, out);
        } else {
            runs(out);
        }
        out.setInt(start, out.length() - start - Integer.BYTES);
    }

    private void runs(PageBuffer out) {
        int last = (count - 1) >> 6;
        for (int word = 0; word <= last; ) {
            int end = word;
            if (isUniform(word)) {
                while (end <= last && words[end] == words[word] && isWhole(end)) {
                    end++;
                }
                run((end - word) << 6, words[word] == 0 ? 1 : 0, out);
            } else {
                while (end <= last && end - word < MOST_WORDS && !isUniform(end)) {
                    end++;
                }
                bits(word, end, out);
            }
            word = end;
        }
    }

    private boolean isUniform(int word) {
        return isWhole(word) && (words[word] == 0 || words[word] == -1);
    }

    private boolean isWhole(int word) {
        return (word + 1) << 6 <= count;
    }

    private static void run(int length, int level, PageBuffer out) {
        out.putVarint(length << 1);
        out.putByte(level);
    }

    private void bits(int from, int to, PageBuffer out) {
        int rows = Math.min(count, to << 6) - (from << 6);
        int groups = (rows + GROUP - 1) / GROUP;
        out.putVarint(groups << 1 | 1);
        for (int word = from, left = groups; left > 0; word++, left -= Long.BYTES) {
            out.putLow(~words[word], Math.min(left, Long.BYTES));
        }
    }
}
