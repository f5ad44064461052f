package io.sluice.benchmarks.records;

import io.sluice.engine.batch.BatchLimits;
import io.sluice.engine.batch.BatchPlan;
import io.sluice.engine.batch.BatchRun;
import io.sluice.engine.batch.CheckedRecord;
import io.sluice.engine.batch.RecordSink;
import io.sluice.engine.batch.RefusedRecord;
import io.sluice.engine.key.KeyMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Measures what the records of a batch cost: the engine, and the same checks written plainly over Jackson
/// (goal 8 of the project). The ways take turns, on one thread.
public final class JsonRecords {
    private static final int BYTES = 50_000_000;
    private static final int ROUNDS = 7;

    /// One way of checking the same lines.
    private interface Way {
        /// The number of records that are wrong.
        long check() throws IOException;
    }

    private record Named(String name, Way way, List<Double> seconds) {}

    private JsonRecords() {}

    public static void main(String[] words) throws IOException {
        measure(OrderLines.write(BYTES), System.out);
    }

    private static void measure(byte[] lines, PrintStream out) throws IOException {
        var plan = new BatchPlan(Map.of("order", OrderLines.schema()), BatchLimits.DEFAULTS, Optional.empty());
        var stored = gzip(lines, Deflater.NO_COMPRESSION);
        var packed = gzip(lines, Deflater.DEFAULT_COMPRESSION);
        var ways = List.of(
                new Named("Jackson, checks written plainly", () -> new PlainChecks().check(lines), new ArrayList<>()),
                new Named("engine, without unpacking", () -> run(plan, stored), new ArrayList<>()),
                new Named(
                        "engine, gzip of %d MB".formatted(packed.length / 1_000_000),
                        () -> run(plan, packed),
                        new ArrayList<>()));
        for (int round = 0; round < ROUNDS; round++) {
            for (var each : ways) {
                each.seconds().add(seconds(each.way()));
            }
        }
        out.printf(
                Locale.ROOT,
                "%d MB of JSON lines, medians of %d%n| way | MB per CPU-second | to the first |%n|---|---:|---:|%n",
                lines.length / 1_000_000,
                ROUNDS);
        var yardstick = median(ways.getFirst());
        for (var each : ways) {
            var median = median(each);
            out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.2f |%n",
                    each.name(),
                    lines.length / 1e6 / median,
                    yardstick / median);
        }
    }

    private static double seconds(Way way) throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        var start = threads.getCurrentThreadCpuTime();
        var wrong = way.check();
        var nanos = threads.getCurrentThreadCpuTime() - start;
        if (wrong != 0) {
            throw new IllegalStateException("%d records are wrong, expected none".formatted(wrong));
        }
        return nanos / 1e9;
    }

    private static double median(Named way) {
        return way.seconds().stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
    }

    private static long run(BatchPlan plan, byte[] file) {
        var counts = new Counts();
        try (var run = new BatchRun(plan, file.length, KeyMemory.DEFAULTS, counts)) {
            for (int from = 0; from < file.length; from += 1 << 16) {
                run.accept(file, from, Math.min(1 << 16, file.length - from));
            }
            var report = run.finish();
            report.fault().ifPresent(fault -> {
                throw new IllegalStateException(fault.message());
            });
            return report.refused();
        }
    }

    private static byte[] gzip(byte[] lines, int level) throws IOException {
        var file = new ByteArrayOutputStream();
        try (var stream = new Leveled(file, level)) {
            stream.write(lines);
        }
        return file.toByteArray();
    }

    private static final class Leveled extends GZIPOutputStream {
        Leveled(ByteArrayOutputStream file, int level) throws IOException {
            super(file);
            def.setLevel(level);
        }
    }

    private static final class Counts implements RecordSink {
        private long bytes;

        @Override
        public void accept(CheckedRecord record) {
            bytes += record.valueLength();
        }

        @Override
        public void refuse(RefusedRecord record) {
            throw new IllegalStateException(record.toString());
        }

        @Override
        public void takeBack(long line, long firstLine) {
            throw new IllegalStateException("line %d repeats line %d".formatted(line, firstLine));
        }

        @Override
        public String toString() {
            return bytes + " bytes";
        }
    }
}
