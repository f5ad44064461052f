package io.sluice.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/// Takes the values of one column, row by row, and encodes its pages. The method must be that of the column's
/// type ([ColumnType]).
///
/// parquet-java's own writers of columns do the same for nested columns, too, and take half as long again.
///
/// | a row group's pages | are encoded |
/// |---|---|
/// | while the dictionary takes all values, and saves bytes in the first page | as places in the dictionary |
/// | after that | plainly |
///
/// A column whose first page a dictionary made larger has none in the row groups that follow. So the bytes of
/// a file depend on its values alone.
public abstract sealed class ColumnValues implements CellValues permits LongValues, BytesValues, BooleanValues {
    /// So that a reader that looks for few rows need not read many.
    private static final int PAGE_ROWS = 20_000;
    /// By which the last value of a page usually exceeds its limit, at most.
    private static final int LAST_VALUE_BYTES = 256;

    /// The names that pages of version 1 have for both.
    @SuppressWarnings("deprecation")
    private static final Encoding DICTIONARY = Encoding.PLAIN_DICTIONARY;

    @SuppressWarnings("deprecation")
    private static final Encoding NO_LEVELS = Encoding.BIT_PACKED;

    private final PrimitiveType type;
    private final ColumnLimits limits;
    private final PageBuffer scratch;
    private final PageBuffer values;
    private final Presence presence = new Presence();
    private final DictionaryIds ids = new DictionaryIds();
    private final int pageBytes;
    private @Nullable PageWriter pages;
    /// Until the page ends; none between two row groups.
    private int rowsLeft;
    private long rows;
    /// Whether a dictionary is worth its bytes, as far as is known.
    private boolean repeats;
    private boolean indexed;
    private int indexedPages;

    /// @param scratch may be shared by the columns of a file
    ColumnValues(PrimitiveType type, ColumnLimits limits, PageBuffer scratch) {
        this.type = type;
        this.limits = limits;
        this.pageBytes = limits.pageBytes();
        this.scratch = scratch;
        values = new PageBuffer(pageBytes + LAST_VALUE_BYTES);
        repeats = limits.dictionaryBytes() > 0;
    }

    /// Begins a row group.
    final void begin(PageWriter next) {
        pages = next;
        rowsLeft = PAGE_ROWS;
        rows = 0;
        indexedPages = 0;
        indexed = repeats;
        clearDictionary();
    }

    /// Ends a row group: its last page, and its dictionary.
    ///
    /// @return its rows
    final long end() throws IOException {
        writePage();
        if (indexedPages > 0) {
            scratch.clear();
            writeDictionary(scratch);
            writer().writeDictionaryPage(new DictionaryPage(scratch.content(), dictionarySize(), DICTIONARY));
        }
        abandon();
        return rows;
    }

    /// Forgets a row group that will not be ended.
    final void abandon() {
        pages = null;
        rowsLeft = 0;
    }

    /// The bytes that the row group takes so far.
    final long bufferedBytes() {
        var writer = pages;
        return writer == null
                ? 0
                : writer.getMemSize() + values.length() + (long) ids.count() * Integer.BYTES + dictionaryMemory();
    }

    public final void putNull() {
        presence.addMissing();
        endIfFull(0);
    }

    @Override
    public void put(int value) {
        throw wrongMethod("an int");
    }

    @Override
    public void put(long value) {
        throw wrongMethod("a long");
    }

    @Override
    public void put(double value) {
        throw wrongMethod("a double");
    }

    @Override
    public void put(boolean value) {
        throw wrongMethod("a boolean");
    }

    /// The bytes are copied.
    @Override
    public void put(byte[] bytes, int from, int to) {
        throw wrongMethod("bytes");
    }

    final IllegalStateException wrongMethod(String value) {
        return new IllegalStateException("a column of type %s takes no value that is %s".formatted(type, value));
    }

    final PrimitiveType type() {
        return type;
    }

    final boolean hasStatistics() {
        return limits.statistics();
    }

    /// What is written plainly in this page.
    final PageBuffer values() {
        return values;
    }

    final DictionaryIds ids() {
        return ids;
    }

    /// Whether the next value goes into the dictionary.
    final boolean isIndexed() {
        return indexed;
    }

    final void index(int id) {
        ids.add(id);
    }

    /// The dictionary has no room for the next value: the page is written plainly.
    final void stopIndexing() {
        indexed = false;
        for (int i = 0; i < ids.count(); i++) {
            putPlainly(ids.get(i));
        }
        ids.clear();
        if (indexedPages == 0) {
            clearDictionary();
        }
    }

    /// To be called after each value.
    ///
    /// @param plainBytes that the page's values take plainly
    final void endValue(int plainBytes) {
        presence.addValue();
        endIfFull(plainBytes);
    }

    private void endIfFull(int plainBytes) {
        if (--rowsLeft <= 0 || plainBytes >= pageBytes) {
            try {
                writePage();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private void writePage() throws IOException {
        int count = presence.count();
        if (count == 0) {
            return;
        }
        scratch.clear();
        presence.encode(scratch);
        int levels = scratch.length();
        var encoding = Encoding.PLAIN;
        if (ids.count() > 0) {
            ids.encode(dictionarySize(), scratch);
            if (indexedPages == 0 && scratch.length() - levels + dictionaryBytes() >= plainBytes()) {
                repeats = false;
                stopIndexing();
            } else {
                indexedPages++;
                encoding = DICTIONARY;
            }
        }
        var statistics = limits.statistics() ? statistics() : Statistics.noopStats(type);
        var content = encoding == Encoding.PLAIN
                ? BytesInput.concat(BytesInput.from(scratch.array(), 0, levels), plainContent())
                : scratch.content();
        writer().writePage(content, count, count, statistics, NO_LEVELS, Encoding.RLE, encoding);
        rows += count;
        rowsLeft = PAGE_ROWS;
        presence.clear();
        ids.clear();
        values.clear();
        clearPage();
    }

    private Statistics<?> statistics() {
        var statistics = Statistics.createStats(type);
        statistics.incrementNumNulls(presence.missing());
        addBounds(statistics);
        return statistics;
    }

    /// The values that are written plainly.
    BytesInput plainContent() {
        return values.content();
    }

    private PageWriter writer() {
        PageWriter current = pages;
        if (current == null) {
            throw new IllegalStateException("the file takes no rows: call begin before the first value of a batch");
        }
        return current;
    }

    /// Writes a value of the dictionary plainly into this page.
    abstract void putPlainly(int id);

    /// What this page's values take plainly.
    abstract int plainBytes();

    /// Adds the smallest and the largest value of this page, if it has one.
    abstract void addBounds(Statistics<?> statistics);

    /// Forgets the values of this page.
    abstract void clearPage();

    abstract void clearDictionary();

    abstract int dictionarySize();

    /// What its values take plainly.
    abstract int dictionaryBytes();

    /// What it takes of the memory.
    abstract int dictionaryMemory();

    abstract void writeDictionary(PageBuffer out);
}
