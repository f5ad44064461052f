package io.sluice.data.difference;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.data.day.DayVersion;
import io.sluice.data.table.SourceColumns;
import io.sluice.parquet.ColumnType.DateType;
import io.sluice.parquet.ColumnType.DecimalType;
import io.sluice.parquet.ColumnType.LongType;
import io.sluice.parquet.ColumnType.TextType;
import io.sluice.parquet.ParquetColumn;
import io.sluice.parquet.ParquetFile;
import io.sluice.parquet.StoredFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/// Two versions of a day of orders in files: of each million rows 100 are gone, 100 are new, and each
/// thousandth is changed. The program compares those of a folder, and prints
/// the counts and the time. Its arguments are the folder and the rows of a version.
public final class LargeDays {
    private static final List<ParquetColumn> COLUMNS = List.of(
            new ParquetColumn("order_id", 1, new LongType(), false),
            new ParquetColumn("customer", 2, new TextType(), true),
            new ParquetColumn("product", 3, new TextType(), false),
            new ParquetColumn("city", 4, new TextType(), false),
            new ParquetColumn("quantity", 5, new LongType(), false),
            new ParquetColumn("price", 6, new DecimalType(10, 2), false),
            new ParquetColumn("ordered", 7, new DateType(), false),
            new ParquetColumn("note", 8, new TextType(), false));

    private LargeDays() {}

    public static void main(String[] arguments) {
        var folder = Path.of(arguments[0]);
        var rows = Long.parseLong(arguments[1]);
        var before = version(folder.resolve("before.parquet"), 1, rows);
        var after = version(folder.resolve("after.parquet"), 2, rows);
        var compare = new CompareVersions(
                file -> new DiskFile(Path.of(file.key()), file.size()),
                (account, source, version) -> Optional.of(new SourceColumns(version, List.of(), List.of(1), true)),
                new ComparisonLimits(folder, Integer.MAX_VALUE, Duration.ofMinutes(20)));
        var begun = System.nanoTime();
        var outcome = compare.compare(before, after, Optional.empty(), 1_000);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        if (outcome instanceof ComparisonOutcome.Compared(var found)) {
            System.out.printf(
                    "%s, %d rows listed, %d ms, %d MiB of heap at most%n",
                    found.counts(),
                    found.rows().size(),
                    took.toMillis(),
                    Runtime.getRuntime().maxMemory() >> 20);
        } else {
            System.out.println(outcome);
        }
    }

    /// Writes both files.
    static void write(Path folder, long rows) {
        write(folder.resolve("before.parquet"), 0, rows, row -> false);
        write(folder.resolve("after.parquet"), 100 * Math.max(1, rows / 1_000_000), rows, row -> row % 1_000 == 0);
    }

    private static void write(Path path, long shift, long rows, LongPredicate isChanged) {
        try (var out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
                var file = new ParquetFile(COLUMNS, 32 << 20, out)) {
            for (long id = shift; id < rows + shift; id++) {
                file.begin();
                file.column(0).put(id);
                put(file, 1, Long.toHexString(id * 0x9E3779B97F4A7C15L).repeat(4));
                put(file, 2, "product-" + id % 5_000);
                put(file, 3, "city " + id % 97);
                file.column(4).put(id % 7 + (isChanged.test(id) ? 1 : 0));
                file.column(5).put(id % 100_000);
                file.column(6).put((int) (18_000 + id % 30));
                if (id % 5 == 0) {
                    put(file, 7, "note of the order " + id);
                } else {
                    file.column(7).putNull();
                }
                file.end(1);
            }
            file.finish();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void put(ParquetFile file, int column, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        file.column(column).put(bytes, 0, bytes.length);
    }

    private static DayVersion version(Path path, int job, long rows) {
        try {
            var size = Files.size(path);
            return new DayVersion(
                    new JobRef(
                            JobId.at(job),
                            new AccountId("110-1234-567"),
                            new SourceType("order"),
                            new DataDate(LocalDate.of(2020, 1, 25)),
                            "20200125_order.csv"),
                    1,
                    job,
                    Optional.of(new DataFile(path.toString(), size, "0".repeat(64), rows)),
                    Instant.EPOCH,
                    Optional.empty());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private record DiskFile(Path path, long size) implements StoredFile {
        @Override
        public byte[] read(long from, int length) throws IOException {
            var bytes = ByteBuffer.allocate(length);
            try (var file = FileChannel.open(path)) {
                while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
                    // Until the buffer is full.
                }
            }
            return bytes.array();
        }
    }
}
