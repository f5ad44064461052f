package io.sluice.data.difference;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.data.day.DayVersion;
import io.sluice.data.table.SourceColumns;
import io.sluice.parquet.ColumnType.LongType;
import io.sluice.parquet.ColumnType.TextType;
import io.sluice.parquet.ParquetColumn;
import io.sluice.parquet.ParquetFile;
import io.sluice.parquet.StoredFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The versions of one day, in memory. Their columns are `id` (a number), `name` and `note`.
final class MemoryDay {
    private static final AccountId ACCOUNT = new AccountId("110-1234-567");
    private static final SourceType ORDER = new SourceType("order");
    private static final DataDate DAY = new DataDate(LocalDate.of(2020, 1, 25));
    private static final List<ParquetColumn> COLUMNS = List.of(
            new ParquetColumn("id", 1, new LongType(), false),
            new ParquetColumn("name", 2, new TextType(), false),
            new ParquetColumn("note", 3, new TextType(), false));

    static final Duration SHORT = Duration.ofMillis(200);

    private final Map<String, byte[]> files = new HashMap<>();
    private final List<Integer> primaryKey;

    /// @param primaryKey ids of columns
    MemoryDay(List<Integer> primaryKey) {
        this.primaryKey = primaryKey;
    }

    /// One row of each version.
    record Line(long id, @Nullable String name, @Nullable String note) {}

    DayVersion version(List<Line> lines) {
        var job = new JobRef(JobId.at(files.size() + 1L), ACCOUNT, ORDER, DAY, "20200125_order.csv");
        var key = "file-" + files.size();
        var content = parquet(lines);
        files.put(key, content);
        return new DayVersion(
                job,
                1,
                files.size(),
                lines.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new DataFile(key, content.length, "0".repeat(64), lines.size())),
                Instant.EPOCH,
                Optional.empty());
    }

    CompareVersions comparison(Path folder, int mostRows) {
        return new CompareVersions(
                file -> stored(Objects.requireNonNull(files.get(file.key()))),
                (account, source, version) -> Optional.of(new SourceColumns(version, List.of(), primaryKey, true)),
                new ComparisonLimits(folder, mostRows, Duration.ofMinutes(5)));
    }

    /// The store gives the footers of each file twice and more; one part takes longer than a comparison may.
    ///
    /// @param slowPart from 1
    CompareVersions slowComparison(Path folder, int slowPart) {
        var parts = new AtomicInteger();
        return new CompareVersions(
                file -> {
                    var stored = stored(Objects.requireNonNull(files.get(file.key())));
                    return new StoredFile() {
                        @Override
                        public long size() {
                            return stored.size();
                        }

                        @Override
                        public byte[] read(long from, int length) throws IOException {
                            if (parts.incrementAndGet() == slowPart) {
                                LockSupport.parkNanos(2 * SHORT.toNanos());
                            }
                            return stored.read(from, length);
                        }
                    };
                },
                (account, source, version) -> Optional.of(new SourceColumns(version, List.of(), primaryKey, true)),
                new ComparisonLimits(folder, 1_000, SHORT));
    }

    private static byte[] parquet(List<Line> lines) {
        var out = new ByteArrayOutputStream();
        try (var file = new ParquetFile(COLUMNS, 1 << 16, out)) {
            for (var line : lines) {
                file.begin();
                file.column(0).put(line.id());
                put(file, 1, line.name());
                put(file, 2, line.note());
                file.end(1);
            }
            file.finish();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void put(ParquetFile file, int column, @Nullable String text) {
        if (text == null) {
            file.column(column).putNull();
        } else {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            file.column(column).put(bytes, 0, bytes.length);
        }
    }

    private static StoredFile stored(byte[] bytes) {
        return new StoredFile() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public byte[] read(long from, int length) {
                return Arrays.copyOfRange(bytes, (int) from, (int) from + length);
            }
        };
    }
}
