package io.sluice.engine.batch;

import io.sluice.engine.gzip.Content;
import io.sluice.engine.gzip.Gunzip;
import io.sluice.engine.gzip.GzipFault;
import io.sluice.engine.key.KeyBytes;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.key.RunKeys;
import io.sluice.engine.key.SeenKeys;
import io.sluice.engine.key.SeenValues;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Unpacks one batch and checks its records. The bytes come in portions of any size; memory does not depend
/// on the size of the batch. Not thread-safe.
///
/// | what is wrong | what happens |
/// |---|---|
/// | the file as a whole | the run ends, and its report has a [BatchFault]; nothing of the batch counts |
/// | a line or a record | the sink gets a [RefusedRecord], and the run goes on |
public final class BatchRun implements AutoCloseable {
    private static final RandomGenerator RANDOM = new SecureRandom();

    private final RecordSink sink;
    private final BatchLimits limits;
    private final Gunzip gunzip;
    private final Lines lines;
    private final CheckedRecord record = new CheckedRecord();
    private final Envelope envelope;
    private final RunKeys keys;
    private final SeenKeys refs;
    private final KeyBytes ref = new KeyBytes();
    private final byte[] head = new byte[Content.LENGTH];
    private int headLength;
    private boolean isHeadRead;
    private boolean isFirst = true;
    private @Nullable BatchFault fault;
    private long accepted;
    private long refused;

    /// @param fileBytes the size of the gzip file
    /// @param memory for the `ref`s that were seen
    public BatchRun(BatchPlan plan, long fileBytes, KeyMemory memory, RecordSink sink) {
        this.sink = sink;
        limits = plan.limits();
        gunzip = new Gunzip(limits.unpack(), fileBytes, this::take);
        lines = new Lines(limits.maxLineBytes(), new LineChecks());
        envelope = new Envelope(plan, record);
        keys = new RunKeys(memory, 1, RANDOM);
        refs = keys.newKeys();
    }

    /// Takes the next bytes of the gzip file. The caller may reuse the buffer afterwards.
    public void accept(byte[] buffer, int offset, int length) {
        gunzip.accept(buffer, offset, offset + length);
    }

    /// Whether the batch as a whole is refused already. Further bytes are ignored.
    public boolean ended() {
        return fault != null || gunzip.fault().isPresent();
    }

    /// Ends the file. May be called once.
    ///
    /// @throws io.sluice.engine.key.SpillException if duplicates cannot be looked for on the disk
    public BatchReport finish() {
        gunzip.finish();
        Optional<GzipFault> unpacking = gunzip.fault();
        if (fault == null && unpacking.isPresent()) {
            fault = BatchFault.of(unpacking.get());
        }
        if (fault == null && !isHeadRead) {
            readHead();
        }
        if (fault == null) {
            lines.finish();
        }
        if (fault == null && accepted + refused == 0) {
            fault = BatchFault.NO_RECORDS;
        }
        if (fault == null) {
            keys.findLate((set, line, firstLine, wasRefused) -> {
                if (!wasRefused) {
                    sink.takeBack(line, firstLine);
                    accepted--;
                    refused++;
                }
            });
        }
        return new BatchReport(accepted, refused, lines.count(), gunzip.unpackedBytes(), Optional.ofNullable(fault));
    }

    /// How many bytes of the disk the `ref`s take at most.
    public long temporaryBytes() {
        return keys.temporaryBytes();
    }

    /// Removes the temporary file, if there is one.
    @Override
    public void close() {
        gunzip.close();
        keys.close();
    }

    /// Takes unpacked bytes. What the first ones are is decided before any line is read.
    private boolean take(byte[] bytes, int from, int to) {
        int next = from;
        if (!isHeadRead) {
            int length = Math.min(head.length - headLength, to - from);
            System.arraycopy(bytes, from, head, headLength, length);
            headLength += length;
            next += length;
            if (headLength < head.length) {
                return true;
            }
            readHead();
        }
        if (fault == null) {
            lines.accept(bytes, next, to);
        }
        return fault == null;
    }

    private void readHead() {
        isHeadRead = true;
        fault = BatchFault.of(Content.of(head, headLength)).orElse(null);
        if (fault == null) {
            lines.accept(head, 0, headLength);
        }
    }

    private final class LineChecks implements Lines.Sink {
        @Override
        public void line(byte[] bytes, int from, int to, long number) {
            int start = from;
            while (start < to && (bytes[start] == ' ' || bytes[start] == '\t')) {
                start++;
            }
            if (start == to || fault != null) {
                return;
            }
            if (isFirst) {
                isFirst = false;
                fault = faultOfFirst(bytes, start, to);
                if (fault != null) {
                    return;
                }
            }
            boolean valid = envelope.read(bytes, start, to, number);
            if (envelope.hasRef()) {
                valid = compareRef(valid, number);
            }
            count(valid);
        }

        @Override
        public void tooLong(long number) {
            if (fault == null) {
                isFirst = false;
                envelope.refuse(
                        number, String.format(Locale.ROOT, "it has more than %,d bytes", limits.maxLineBytes()));
                count(false);
            }
        }
    }

    /// A file of another form would be refused line by line, and no line would say what is wrong.
    private static @Nullable BatchFault faultOfFirst(byte[] line, int from, int to) {
        if (line[from] == '[') {
            return BatchFault.ARRAY;
        }
        int end = to;
        while (line[end - 1] == ' ' || line[end - 1] == '\t') {
            end--;
        }
        return line[from] == '{' && end - from == 1 ? BatchFault.PRETTY_PRINTED : null;
    }

    /// Whether the record is valid and its `ref` the first of its kind. If the refs are on the disk, only the
    /// end tells.
    private boolean compareRef(boolean valid, long number) {
        ref.clear();
        ref.putLong(record.refHigh);
        ref.putLong(record.refLow);
        long firstLine = refs.add(ref, number);
        if (firstLine == SeenValues.LATER) {
            long low = refs.low();
            refs.append(low, refs.high(), number, refs.mayKnow(low), !valid);
            return valid;
        }
        if (firstLine != SeenValues.NEW) {
            envelope.refuseDuplicate(firstLine);
            return false;
        }
        return valid;
    }

    private void count(boolean valid) {
        if (valid) {
            accepted++;
            sink.accept(record);
        } else {
            refused++;
            sink.refuse(envelope.refused());
        }
    }
}
