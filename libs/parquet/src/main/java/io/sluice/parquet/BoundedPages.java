package io.sluice.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.BinaryStatistics;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/// Passes pages on and truncates the minimum and maximum of each. parquet-java truncates them only when it
/// writes the footer. Until then it would keep two megabytes a row group for values of one megabyte.
final class BoundedPages implements PageWriteStore {
    private final PageWriteStore pages;

    BoundedPages(PageWriteStore pages) {
        this.pages = pages;
    }

    @Override
    public PageWriter getPageWriter(ColumnDescriptor column) {
        return new Writer(pages.getPageWriter(column), column.getPrimitiveType());
    }

    private static Statistics<?> bounded(Statistics<?> whole, PrimitiveType type) {
        if (!(whole instanceof BinaryStatistics values) || !values.hasNonNullValue()) {
            return whole;
        }
        var bounded = Statistics.createStats(type);
        bounded.incrementNumNulls(values.getNumNulls());
        bounded.updateStats(BytesValues.bound(values.getMinBytes()));
        bounded.updateStats(BytesValues.bound(values.getMaxBytes()));
        return bounded;
    }

    private record Writer(PageWriter pages, PrimitiveType type) implements PageWriter {
        @Override
        public void writePage(
                BytesInput bytes,
                int values,
                int rows,
                Statistics<?> statistics,
                @Nullable SizeStatistics sizes,
                @Nullable GeospatialStatistics places,
                Encoding repetitions,
                Encoding definitions,
                Encoding encoding)
                throws IOException {
            pages.writePage(
                    bytes, values, rows, bounded(statistics, type), sizes, places, repetitions, definitions, encoding);
        }

        @SuppressWarnings("deprecation")
        @Override
        public void writePage(
                BytesInput bytes,
                int values,
                Statistics<?> statistics,
                Encoding repetitions,
                Encoding definitions,
                Encoding encoding) {
            throw new UnsupportedOperationException("a page without its number of rows");
        }

        @Override
        public void writePage(
                BytesInput bytes,
                int values,
                int rows,
                Statistics<?> statistics,
                Encoding repetitions,
                Encoding definitions,
                Encoding encoding)
                throws IOException {
            pages.writePage(bytes, values, rows, bounded(statistics, type), repetitions, definitions, encoding);
        }

        @Override
        public void writePageV2(
                int rows,
                int nulls,
                int values,
                BytesInput repetitions,
                BytesInput definitions,
                Encoding encoding,
                BytesInput bytes,
                Statistics<?> statistics) {
            throw new UnsupportedOperationException("a page of version 2");
        }

        @Override
        public long getMemSize() {
            return pages.getMemSize();
        }

        @Override
        public long allocatedSize() {
            return pages.allocatedSize();
        }

        @Override
        public void writeDictionaryPage(DictionaryPage dictionary) throws IOException {
            pages.writeDictionaryPage(dictionary);
        }

        @Override
        public String memUsageString(String prefix) {
            return pages.memUsageString(prefix);
        }

        @Override
        public void close() {
            pages.close();
        }
    }
}
