package io.sluice.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// What a commit reads and writes does not grow with the commits before it.
class TableGrowthTest {
    private static final AccountId ACCOUNT = new AccountId("110-1234-567");
    private static final SourceType ORDER = new SourceType("order");
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final KeptSnapshots KEPT = new KeptSnapshots(Duration.ofDays(1), 5, 10);
    private static final SourceColumns COLUMNS = new SourceColumns(
            1,
            IntStream.rangeClosed(1, 12)
                    .mapToObj(id -> NestedField.optional(id, "column_" + id, Types.StringType.get()))
                    .toList(),
            List.of(),
            true);

    private final MemoryLake lake = new MemoryLake();

    @Test
    void ofOneDayStaysTheSame() {
        var table = swapped(20, 0);
        var size = size(table);
        var manifests = manifests(table);

        table = swapped(table, 20, 0);

        assertThat(manifests(table)).isEqualTo(manifests).isLessThanOrEqualTo(2);
        assertThat(size(table)).isCloseTo(size, Percentage.withPercentage(2));
    }

    /// A hundred small manifests become one.
    @Test
    void ofManyDaysMergesManifests() {
        var table = swapped(105, 1);

        assertThat(manifests(table)).isLessThan(10);
        assertThat(files(table)).isEqualTo(105);
    }

    private DayTable swapped(int commits, int daysBetween) {
        return swapped(DayTable.create(lake, ACCOUNT, ORDER, COLUMNS), commits, daysBetween);
    }

    private DayTable swapped(DayTable before, int commits, int daysBetween) {
        var table = before;
        for (int i = 0; i < commits; i++) {
            var date = new DataDate(LocalDate.of(2020, 1, 25).plusDays((long) i * daysBetween));
            var job = new JobRef(JobId.at(i), ACCOUNT, ORDER, date, "order.csv");
            var file = new DataFile(DataKeys.dayFile(job, "0a1b2c3d"), 1_000_000, "0".repeat(64), 1_000);
            table.replace(List.of(new DayChange(date, Optional.of(file))));
            table.expire(KEPT, NOW);
            table = DayTable.load(lake, table.write());
        }
        return table;
    }

    private int size(DayTable table) {
        return lake.read(table.metadata().metadataFileLocation()).length;
    }

    private static int manifests(DayTable table) {
        return table.metadata()
                .currentSnapshot()
                .allManifests(table.table().io())
                .size();
    }

    private static int files(DayTable table) {
        return table.metadata().currentSnapshot().allManifests(table.table().io()).stream()
                .mapToInt(manifest -> manifest.addedFilesCount() + manifest.existingFilesCount())
                .sum();
    }
}
