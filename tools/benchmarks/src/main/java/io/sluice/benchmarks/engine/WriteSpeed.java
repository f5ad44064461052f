package io.sluice.benchmarks.engine;

import io.sluice.engine.Delimiter;
import io.sluice.engine.RunLimits;
import io.sluice.engine.ValidationPlan;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.schema.Schema;
import io.sluice.parquet.ParquetRows;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Measures what it costs to write a file's rows as Parquet while it is checked. Checks with and without it
/// take turns in one JVM, so the ratio holds on a busy machine, too.
public final class WriteSpeed {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int ROW_GROUP = 32 * 1024 * 1024;
    private static final int WARM_UP = 3;
    private static final int PASSES = 5;

    private final Path file;
    private final Schema schema = OrderFile.schema();
    private final ValidationPlan plan = ValidationPlan.compile(schema, Delimiter.COMMA, RunLimits.DEFAULTS);
    private long written;

    private WriteSpeed(Path file) {
        this.file = file;
    }

    /// The argument is the size of the file in megabytes.
    public static void main(String[] words) throws IOException {
        if (words.length != 1 || !words[0].matches("[1-9][0-9]{0,4}")) {
            System.err.println(
                    "sluice: expected the megabytes of a file but got '%s'".formatted(String.join(" ", words)));
            System.exit(2);
        }
        var file = Files.createTempFile("sluice-benchmark-", ".csv");
        try {
            OrderFile.QUOTED.write(file, Long.parseLong(words[0]) * 1_000_000);
            new WriteSpeed(file).run();
        } finally {
            Files.delete(file);
        }
    }

    private void run() throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        var checks = new long[PASSES];
        var writes = new long[PASSES];
        for (int i = -WARM_UP; i < PASSES; i++) {
            var began = threads.getCurrentThreadCpuTime();
            check();
            var between = threads.getCurrentThreadCpuTime();
            write();
            if (i >= 0) {
                checks[i] = between - began;
                writes[i] = threads.getCurrentThreadCpuTime() - between;
            }
        }
        Arrays.sort(checks);
        Arrays.sort(writes);
        var megabytes = Files.size(file) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "MB of CSV per CPU-second, medians of %d%n| check | check and Parquet | Parquet alone | Parquet's size |%n"
                        + "|---:|---:|---:|---:|%n| %,.0f | %,.0f | %,.0f | %,.1f %% |%n",
                PASSES,
                megabytes * 1e9 / checks[PASSES / 2],
                megabytes * 1e9 / writes[PASSES / 2],
                megabytes * 1e9 / (writes[PASSES / 2] - checks[PASSES / 2]),
                written / 1e4 / megabytes);
    }

    private void check() throws IOException {
        try (var run = plan.newRun()) {
            feed(run::accept);
            run.finish();
        }
    }

    private void write() throws IOException {
        written = 0;
        var nowhere = new OutputStream() {
            @Override
            public void write(int oneByte) {
                written++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                written += length;
            }
        };
        try (var rows = new ParquetRows(
                        schema, field -> schema.fields().indexOf(field) + 1, Optional.empty(), ROW_GROUP, nowhere);
                var run = plan.newRun(KeyMemory.DEFAULTS, rows)) {
            feed(run::accept);
            run.finish();
            rows.finish();
        }
    }

    /// Takes the bytes of the file.
    private interface Feeding {
        void take(byte[] buffer, int offset, int length);
    }

    private void feed(Feeding run) throws IOException {
        try (var content = Files.newInputStream(file)) {
            var buffer = new byte[BUFFER_BYTES];
            for (var length = content.read(buffer); length >= 0; length = content.read(buffer)) {
                run.take(buffer, 0, length);
            }
        }
    }
}
