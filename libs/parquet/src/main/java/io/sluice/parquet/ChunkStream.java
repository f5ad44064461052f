package io.sluice.parquet;

import java.io.IOException;
import java.io.InputStream;

/// The bytes of a file from one position to another, read part by part.
final class ChunkStream extends InputStream {
    private final StoredFile file;
    private final int partBytes;
    private final long end;
    private long next;
    private byte[] part = {};
    private int at;

    ChunkStream(StoredFile file, long from, long length, int partBytes) {
        this.file = file;
        this.partBytes = partBytes;
        this.next = from;
        this.end = from + length;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? part[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, part.length - at);
        System.arraycopy(part, at, target, offset, count);
        at += count;
        return count;
    }

    private boolean hasMore() throws IOException {
        if (at < part.length) {
            return true;
        }
        if (next >= end) {
            return false;
        }
        part = file.read(next, (int) Math.min(partBytes, end - next));
        next += part.length;
        at = 0;
        return true;
    }
}
