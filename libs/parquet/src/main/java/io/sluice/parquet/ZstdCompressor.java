package io.sluice.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/// Compresses pages with Zstandard. A result is overwritten by the next one: parquet-java copies it at once.
final class ZstdCompressor implements BytesInputCompressor {
    /// Twice as fast as the default 3, for 3 % more bytes.
    private static final int LEVEL = 1;
    /// Only a page with a large value has more. It is compressed bit by bit, and takes no memory afterwards.
    private static final int USUAL_BYTES = 2 << 20;

    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);
    private final Page page = new Page();
    private byte[] compressed = {};

    /// Its bytes without a copy.
    private static final class Page extends ByteArrayOutputStream {
        byte[] array() {
            return buf;
        }
    }

    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        if (bytes.size() > USUAL_BYTES) {
            return stream(bytes);
        }
        page.reset();
        bytes.writeAllTo(page);
        int bound = Math.toIntExact(Zstd.compressBound(page.size()));
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        int length = context.compressByteArray(compressed, 0, compressed.length, page.array(), 0, page.size());
        return BytesInput.from(compressed, 0, length);
    }

    private static BytesInput stream(BytesInput bytes) throws IOException {
        var result = new ByteArrayOutputStream();
        try (var zstd = new ZstdOutputStreamNoFinalizer(result, LEVEL)) {
            bytes.writeAllTo(zstd);
        }
        return BytesInput.from(result);
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {
        context.close();
    }
}
