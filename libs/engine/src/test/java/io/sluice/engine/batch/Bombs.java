package io.sluice.engine.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.engine.corpus.Memories;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// Reads each bomb of [BombsTest] while it is made, and prints `name|how it ended|the most heap it took`. It
/// ends with a status above 0 when the heap does not suffice.
final class Bombs {
    private static final int PORTION = 1 << 16;

    private Bombs() {}

    /// Writes the unpacked bytes of a bomb.
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Not a test: [BombsTest] starts it.
    public static void main(String[] args) throws IOException {
        run("1 to 1,000", 9, out -> repeat(out, new byte[PORTION], 1 << 11));
        run("1 to 1,000 in many members", 9, 64, out -> repeat(out, new byte[PORTION], 1 << 6));
        run("nested", 9, out -> {
            try (var inner = new GZIPOutputStream(out)) {
                repeat(inner, new byte[PORTION], 1 << 11);
            }
        });
        run("a line of 100 MB", 0, out -> {
            out.write(line(0, "{\"referenceId\":\"A\",\"number\":1}"));
            repeat(out, "x".repeat(1_000).getBytes(UTF_8), 100_000);
        });
        run("10,000 levels deep", 0, out -> {
            out.write(line(0, "{\"referenceId\":\"A\",\"number\":1}"));
            for (int i = 1; i <= 1_000; i++) {
                out.write(line(i, "{\"ext\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}"));
            }
        });
        run("names made up", 0, out -> {
            for (int i = 0; i < 100_000; i++) {
                out.write(line(i, "{\"referenceId\":\"A\",\"number\":1,\"name%d%s\":1}".formatted(i, "n".repeat(500))));
            }
        });
        run("hashes of one letter each", 0, out -> {
            var letters = "[" + "\"a\",".repeat(260_000) + "\"a\"]";
            for (int i = 0; i < 4; i++) {
                out.write(line("guest", i, "{\"nicknames\":" + letters + "}"));
            }
        });
        run("keys made up", 0, out -> {
            for (int i = 0; i < 100_000; i++) {
                out.write(line(
                        i, "{\"referenceId\":\"A\",\"number\":1,\"ext\":{\"k%d%s\":1}}".formatted(i, "k".repeat(500))));
            }
        });
    }

    private static byte[] line(int number, String value) {
        return line("order", number, value);
    }

    private static byte[] line(String schema, int number, String value) {
        return (BatchFixture.record("upsert", value)
                                .replace("ace73c06", "%08x".formatted(number))
                                .replace("\"order\"", "\"" + schema + "\"")
                        + "\n")
                .getBytes(UTF_8);
    }

    private static void repeat(OutputStream out, byte[] bytes, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            out.write(bytes);
        }
    }

    private static void run(String name, int level, Content content) throws IOException {
        run(name, level, 1, content);
    }

    private static void run(String name, int level, int members, Content content) throws IOException {
        System.gc();
        var heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        var plan = new BatchPlan(
                Map.of("order", BatchFixture.ORDER, "guest", BatchFixture.GUEST),
                BatchLimits.DEFAULTS,
                Optional.empty());
        var size = new Size();
        write(content, level, members, size);
        try (var run = new BatchRun(plan, size.bytes, Memories.ofBytes(1 << 20), new Nowhere())) {
            write(content, level, members, new Read(run));
            var report = run.finish();
            var end = report.fault()
                    .map(BatchFault::message)
                    .orElse("%d accepted, %d refused".formatted(report.accepted(), report.refused()));
            var peak = heap.stream()
                    .mapToLong(pool -> pool.getPeakUsage().getUsed())
                    .sum();
            System.out.printf("%s|%s|%d MiB of heap%n", name, end, peak >> 20);
        }
    }

    private static void write(Content content, int level, int members, OutputStream file) throws IOException {
        for (int member = 0; member < members; member++) {
            try (var packed = new Packed(file, level)) {
                content.writeTo(packed);
            }
        }
    }

    /// Counts what is packed: the size of a file is known before it is read.
    private static final class Size extends OutputStream {
        private long bytes;

        @Override
        public void write(int symbol) {
            bytes++;
        }

        @Override
        public void write(byte[] packed, int offset, int length) {
            bytes += length;
        }
    }

    private static final class Packed extends GZIPOutputStream {
        Packed(OutputStream out, int level) throws IOException {
            super(out, PORTION);
            def.setLevel(level);
        }
    }

    /// Passes what is packed to the run.
    private static final class Read extends OutputStream {
        private final BatchRun run;

        Read(BatchRun run) {
            this.run = run;
        }

        @Override
        public void write(int symbol) {
            write(new byte[] {(byte) symbol}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (!run.ended()) {
                run.accept(bytes, offset, length);
            }
        }
    }

    private static final class Nowhere implements RecordSink {
        @Override
        public void accept(CheckedRecord record) {}

        @Override
        public void refuse(RefusedRecord record) {}

        @Override
        public void takeBack(long line, long firstLine) {}
    }
}
