package io.sluice.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/// The pages of one column in one row group: of version 1, plain or compressed with Zstandard. Throws
/// [UncheckedIOException] for any other.
final class ChunkPages implements PageReader {
    private final PrimitiveType type;
    private final CompressionCodecName codec;
    private final long valueCount;
    private final InputStream stored;
    private final @Nullable DictionaryPage dictionary;
    /// That of the first page of data, when there is no dictionary before it.
    private @Nullable PageHeader first;

    ChunkPages(PrimitiveType type, CompressionCodecName codec, long valueCount, InputStream stored) {
        this.type = type;
        this.codec = codec;
        this.valueCount = valueCount;
        this.stored = stored;
        var header = header();
        if (header.getType() == PageType.DICTIONARY_PAGE) {
            var page = header.getDictionary_page_header();
            dictionary = new DictionaryPage(content(header), page.getNum_values(), encoding(page.getEncoding()));
        } else {
            dictionary = null;
            first = header;
        }
    }

    @Override
    public @Nullable DictionaryPage readDictionaryPage() {
        return dictionary;
    }

    @Override
    public long getTotalValueCount() {
        return valueCount;
    }

    @Override
    public DataPage readPage() {
        var header = first == null ? header() : first;
        first = null;
        if (header.getType() != PageType.DATA_PAGE) {
            throw unreadable("a page of data of version 1", header.getType());
        }
        var page = header.getData_page_header();
        return new DataPageV1(
                content(header),
                page.getNum_values(),
                header.getUncompressed_page_size(),
                Statistics.createStats(type),
                encoding(page.getRepetition_level_encoding()),
                encoding(page.getDefinition_level_encoding()),
                encoding(page.getEncoding()));
    }

    private PageHeader header() {
        try {
            return Util.readPageHeader(stored);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private BytesInput content(PageHeader header) {
        try {
            var bytes = stored.readNBytes(header.getCompressed_page_size());
            if (bytes.length < header.getCompressed_page_size()) {
                throw new IOException("the file ends in the middle of a page");
            }
            return switch (codec) {
                case UNCOMPRESSED -> BytesInput.from(bytes);
                case ZSTD -> BytesInput.from(Zstd.decompress(bytes, header.getUncompressed_page_size()));
                case SNAPPY, GZIP, LZO, BROTLI, LZ4, LZ4_RAW -> throw unreadable("Zstandard", codec);
            };
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static UncheckedIOException unreadable(String expected, Object found) {
        return new UncheckedIOException(new IOException("expected %s but the file has %s".formatted(expected, found)));
    }

    private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
        return Encoding.valueOf(encoding.name());
    }
}
