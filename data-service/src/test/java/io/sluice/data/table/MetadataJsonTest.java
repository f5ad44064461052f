package io.sluice.data.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;

class MetadataJsonTest {
    private static final AccountId ACCOUNT = new AccountId("110-1234-567");
    private static final SourceType ORDER = new SourceType("order");
    private static final Pattern TIME = Pattern.compile("(-ms\"\\s*:\\s*)([0-9]+)");
    private static final SourceColumns COLUMNS =
            new SourceColumns(1, List.of(NestedField.optional(1, "order_id", Types.LongType.get())), List.of(), true);

    private final MemoryLake lake = new MemoryLake();

    /// Whoever changes it, and whatever is changed.
    @Test
    void aTableGoesOnAfterAClockThatWasAYearAhead() {
        var table = DayTable.create(lake, ACCOUNT, ORDER, COLUMNS);
        table.replace(List.of(day("20200125", 1)));
        table = DayTable.load(lake, table.write());
        table.replace(List.of(day("20200126", 2)));
        var location = aYearAhead(table.write());

        table = DayTable.load(lake, location);
        var last = table.replace(List.of(day("20200125", 3)));
        location = table.write();

        assertThat(times(location)).isNotEmpty().allMatch(time -> time <= System.currentTimeMillis());
        assertThat(table.metadata().snapshots()).hasSize(3);
        table = DayTable.load(lake, aYearAhead(location));
        assertThat(table.forgetBefore(Set.of(last))).isTrue();
        assertThat(times(table.write())).allMatch(time -> time <= System.currentTimeMillis());
    }

    @Test
    void timesOfThePastStay() {
        var table = DayTable.create(lake, ACCOUNT, ORDER, COLUMNS);
        table.replace(List.of(day("20200125", 1)));
        var metadata = table.metadata();

        assertThat(MetadataJson.withTimesUntil(metadata, metadata.lastUpdatedMillis()))
                .isSameAs(metadata);
    }

    private static DayChange day(String date, int number) {
        var job = new JobRef(JobId.at(number), ACCOUNT, ORDER, DataDate.of(date).orElseThrow(), date + "_order.csv");
        var file = new DataFile(DataKeys.dayFile(job, "0a1b2c3d"), 1_000_000, "0".repeat(64), 1_000);
        return new DayChange(job.dataDate(), Optional.of(file));
    }

    private String aYearAhead(String location) {
        var year = Duration.ofDays(365).toMillis();
        var ahead =
                TIME.matcher(text(location)).replaceAll(time -> time.group(1) + (Long.parseLong(time.group(2)) + year));
        lake.write(location, ahead.getBytes(UTF_8));
        return location;
    }

    private List<Long> times(String location) {
        return TIME.matcher(text(location))
                .results()
                .map(time -> Long.parseLong(time.group(2)))
                .toList();
    }

    private String text(String location) {
        return new String(lake.read(location), UTF_8);
    }
}
