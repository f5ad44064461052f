package io.sluice.engine.gzip;

import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Unpacks a gzip file of one or more members (RFC 1952) that arrives in portions of any size. Holds one
/// buffer, however large the file is or becomes. Not thread-safe.
///
/// `java.util.zip.GZIPInputStream` ignores what follows the last member, and takes a file that is cut within
/// the header of a later member for a whole one.
public final class Gunzip implements AutoCloseable {
    /// Takes the unpacked bytes.
    @FunctionalInterface
    public interface Sink {
        /// Takes bytes of a buffer that is reused afterwards. False when no more are wanted.
        boolean take(byte[] bytes, int from, int to);
    }

    private enum Phase {
        HEADER,
        BODY,
        TRAILER,
        BETWEEN_MEMBERS,
        NOT_GZIP,
        ENDED
    }

    private static final int BUFFER = 1 << 16;
    private static final int TRAILER_LENGTH = 8;

    private final UnpackLimits limits;
    private final long fileBytes;
    private final Sink sink;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] unpacked = new byte[BUFFER];
    private final byte[] head = new byte[Content.LENGTH];
    private GzipHeader header = new GzipHeader();
    private Phase phase = Phase.HEADER;
    private @Nullable GzipFault fault;
    private long packedBytes;
    private long unpackedBytes;
    private long memberStart;
    private long memberBytes;
    private long trailer;
    private int trailerLength;

    /// @param fileBytes the size of the file, packed
    public Gunzip(UnpackLimits limits, long fileBytes, Sink sink) {
        this.limits = limits;
        this.fileBytes = fileBytes;
        this.sink = sink;
    }

    /// Takes the next bytes of the file. The caller may reuse the buffer afterwards.
    public void accept(byte[] bytes, int from, int to) {
        keepHead(bytes, from, to);
        int i = from;
        while (i < to && phase != Phase.ENDED) {
            int next = switch (phase) {
                case HEADER -> readHeader(bytes, i, to);
                case BODY -> readBody(bytes, i, to);
                case TRAILER -> readTrailer(bytes, i, to);
                case BETWEEN_MEMBERS -> startMember(bytes[i], i);
                case NOT_GZIP -> to;
                case ENDED -> throw new IllegalStateException("nothing is read after the end");
            };
            packedBytes += next - i;
            i = next;
        }
    }

    /// Ends the file. The result of [#fault] is complete afterwards.
    public void finish() {
        switch (phase) {
            case HEADER -> {
                if (packedBytes == 0) {
                    end(new GzipFault.Empty());
                } else if (packedBytes < GzipHeader.MAGIC_LENGTH) {
                    end(new GzipFault.NotGzip(content()));
                } else {
                    end(new GzipFault.Truncated());
                }
            }
            case BODY, TRAILER -> end(new GzipFault.Truncated());
            case NOT_GZIP -> end(new GzipFault.NotGzip(content()));
            case BETWEEN_MEMBERS, ENDED -> phase = Phase.ENDED;
        }
    }

    /// Why the file cannot be unpacked. Empty while nothing is wrong, and when the sink wanted no more.
    public Optional<GzipFault> fault() {
        return Optional.ofNullable(fault);
    }

    /// Unpacked bytes so far.
    public long unpackedBytes() {
        return unpackedBytes;
    }

    @Override
    public void close() {
        phase = Phase.ENDED;
        inflater.end();
    }

    private void keepHead(byte[] bytes, int from, int to) {
        if (packedBytes < head.length && phase != Phase.ENDED) {
            int length = (int) Math.min(head.length - packedBytes, to - from);
            System.arraycopy(bytes, from, head, (int) packedBytes, length);
        }
    }

    private Content content() {
        return Content.of(head, (int) Math.min(head.length, packedBytes));
    }

    private int readHeader(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            switch (header.accept(bytes[i])) {
                case MORE -> {}
                case COMPLETE -> {
                    startBody();
                    return i + 1;
                }
                case WRONG -> {
                    wrongHeader(packedBytes + i - from);
                    return i + 1;
                }
            }
        }
        return to;
    }

    /// Wrong magic makes a first member another kind of file, and a later one no member.
    private void wrongHeader(long offset) {
        if (offset < GzipHeader.MAGIC_LENGTH) {
            phase = Phase.NOT_GZIP;
        } else if (offset < memberStart + GzipHeader.MAGIC_LENGTH) {
            end(new GzipFault.TrailingBytes(memberStart));
        } else {
            end(new GzipFault.Damaged(offset));
        }
    }

    private void startBody() {
        inflater.reset();
        crc.reset();
        memberBytes = 0;
        phase = Phase.BODY;
    }

    private int readBody(byte[] bytes, int from, int to) {
        inflater.setInput(bytes, from, to - from);
        while (phase == Phase.BODY) {
            int length;
            try {
                length = inflater.inflate(unpacked);
            } catch (DataFormatException damaged) {
                end(new GzipFault.Damaged(packedBytes + to - from - inflater.getRemaining()));
                return to;
            }
            if (length > 0) {
                deliver(length);
            } else if (inflater.finished()) {
                trailer = 0;
                trailerLength = 0;
                phase = Phase.TRAILER;
            } else {
                return to;
            }
        }
        return to - inflater.getRemaining();
    }

    private void deliver(int length) {
        unpackedBytes += length;
        memberBytes += length;
        if (unpackedBytes > limits.maxBytes()) {
            end(new GzipFault.TooLarge(limits.maxBytes()));
        } else if (limits.isExploding(unpackedBytes, fileBytes)) {
            end(new GzipFault.Exploding(limits.maxRatio()));
        } else {
            crc.update(unpacked, 0, length);
            if (!sink.take(unpacked, 0, length)) {
                phase = Phase.ENDED;
            }
        }
    }

    /// The CRC-32 and the length of the member, four bytes each, the lowest first.
    private int readTrailer(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && trailerLength < TRAILER_LENGTH) {
            trailer |= (bytes[i++] & 0xFFL) << (Byte.SIZE * trailerLength++);
        }
        if (trailerLength == TRAILER_LENGTH) {
            if (trailer == (crc.getValue() | (memberBytes << Integer.SIZE))) {
                phase = Phase.BETWEEN_MEMBERS;
            } else {
                end(new GzipFault.Damaged(packedBytes + i - from));
            }
        }
        return i;
    }

    private int startMember(byte first, int at) {
        if (GzipHeader.isFirstByte(first)) {
            header = new GzipHeader();
            memberStart = packedBytes;
            phase = Phase.HEADER;
            return at;
        }
        end(new GzipFault.TrailingBytes(packedBytes));
        return at + 1;
    }

    private void end(GzipFault what) {
        fault = what;
        phase = Phase.ENDED;
    }
}
