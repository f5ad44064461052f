package io.sluice.data.day;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.data.DaySwapped;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.Lake;
import io.sluice.data.table.LakeFiles;
import io.sluice.fixtures.Tokens;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
class SwapIT {
    @Inject
    S3Client objects;

    @Inject
    DataSource database;

    @Inject
    LakeFiles files;

    @Inject
    MeterRegistry meters;

    private AccountId account;
    private Lake lake;

    @BeforeEach
    void makeAccount() {
        account = Api.knownAccount().accountId();
        lake = new Lake(objects, database, files, account);
    }

    @Test
    void makesTheRowsOfAJobTheDataOfItsDay() {
        var first = lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        var other = lake.swapped(lake.swap(lake.job("20200126"), 4, "other"));

        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "3 first", "2020-01-26", "4 other"));
        assertThat(first.current()).isTrue();
        assertThat(other.snapshotId())
                .isEqualTo(
                        Long.toString(lake.table().metadata().currentSnapshot().snapshotId()));
    }

    /// Work in the background commits, too.
    @Test
    void countsCommitsAndBytes() {
        var commits = counted("commits");
        var bytes = counted("bytes");
        var metadata = counted("metadata.bytes");
        var swap = lake.swap(lake.job("20200125"), 3, "first");
        lake.swapped(swap);
        lake.swapped(swap);
        lake.swapped(Lake.empty(lake.job("20200125")));

        assertThat(counted("commits")).isGreaterThanOrEqualTo(commits + 2);
        assertThat(counted("bytes"))
                .isGreaterThanOrEqualTo(bytes + swap.file().orElseThrow().size());
        assertThat(counted("metadata.bytes")).isGreaterThan(metadata);
    }

    private double counted(String what) {
        return meters.get("sluice.data.sets." + what).counter().count();
    }

    /// A counter that appears with its first event shows no increase.
    @ParameterizedTest
    @ValueSource(strings = {"commits", "conflicts", "bytes", "metadata.bytes", "files.removed", "orphans.removed"})
    void hasTheCounterFromTheStart(String what) {
        assertThat(counted(what)).isNotNegative();
    }

    @Test
    void replacesTheWholeDay() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        lake.swapped(lake.swap(lake.job("20200126"), 4, "other"));

        lake.swapped(lake.swap(lake.job("20200125"), 2, "correction"));

        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "2 correction", "2020-01-26", "4 other"));
    }

    @Test
    void changesNothingWhenAJobIsRepeated() {
        var swap = lake.swap(lake.job("20200125"), 3, "first");
        var first = lake.swapped(swap);

        assertThat(lake.swapped(swap)).isEqualTo(first);
        assertThat(snapshots()).isEqualTo(1);

        lake.swapped(lake.swap(lake.job("20200125"), 2, "correction"));
        assertThat(lake.swapped(swap)).isEqualTo(new DaySwapped(first.snapshotId(), false));
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "2 correction"));
    }

    @Test
    void changesNothingWhenAnEarlierJobIsLate() {
        var late = lake.swap(lake.job("20200125"), 3, "late");
        var correction = lake.swapped(lake.swap(lake.job("20200125"), 2, "correction"));

        assertThat(lake.swapped(late)).isEqualTo(new DaySwapped(correction.snapshotId(), false));
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "2 correction"));
    }

    @Test
    void emptiesTheDayWhenNoRowWasAccepted() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        lake.swapped(lake.swap(lake.job("20200126"), 4, "other"));

        var emptied = lake.swapped(Lake.empty(lake.job("20200125")));

        assertThat(emptied.current()).isTrue();
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-26", "4 other"));
    }

    @Test
    void beginsATableWithAnEmptyDay() {
        var empty = lake.swapped(Lake.empty(lake.job("20200125")));

        assertThat(empty.current()).isTrue();
        assertThat(lake.days()).isEmpty();
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "3 first"));
    }

    /// The ids of the columns are those of the files, so old days are read with the new columns.
    @Test
    void takesColumnsOfALaterVersionOfTheSchema() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));

        lake.swapped(lake.swap(
                lake.job("20200126"),
                2,
                "select 1::bigint as id, 1.5::decimal(12, 2) as amount, 'x' as note, now() as \"at\"",
                "{id: 1, amount: 2, note: 3, \"at\": 4}",
                1));

        var table = lake.table().table();
        assertThat(table.schema().asStruct())
                .hasToString(
                        "struct<1: id: optional long, 2: amount: optional decimal(12, 2), 3: note: optional string,"
                                + " 4: at: optional timestamptz, 1000000000: data_date: optional date>");
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "3 first", "2020-01-26", "1 x"));
    }

    /// Days from before read as missing there.
    @Test
    void makesAColumnOfAnotherTypeANewOne() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));

        lake.swapped(new DaySwap(lake.job("20200126"), 5, Optional.empty()));

        assertThat(lake.table().table().schema().asStruct())
                .hasToString("struct<1: id: optional long, 7: amount: optional string,"
                        + " 1000000000: data_date: optional date>");
        refused(
                lake.put(new DaySwap(lake.job("20200126"), 6, Optional.empty())),
                "The day cannot change: version 6 of the schema makes column amount string,"
                        + " but it was decimal(10, 2) under the same id 2.");
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "3 first"));
    }

    /// A later version of the schema was used already.
    @Test
    void keepsItsColumnsWhenAnEarlierVersionOfTheSchemaIsLate() {
        lake.swapped(lake.swap(
                lake.job("20200126"),
                2,
                "select 1::bigint as id, 1.5::decimal(12, 2) as amount, 'x' as note, now() as \"at\"",
                "{id: 1, amount: 2, note: 3, \"at\": 4}",
                1));

        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));

        assertThat(lake.table().table().schema().columns()).hasSize(5);
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "3 first", "2020-01-26", "1 x"));
    }

    /// Their names are those of our column and of our partition.
    @Test
    void givesWayToFieldsOfTheTenant() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        lake.swapped(new DaySwap(lake.job("20200126"), 3, Optional.empty()));
        var withDate = lake.table().table();
        lake.swapped(new DaySwap(lake.job("20200126"), 4, Optional.empty()));
        var withBoth = lake.table().table();

        lake.swapped(lake.swap(lake.job("20200127"), 2, "last"));
        lake.swapped(lake.swap(lake.job("20200125"), 1, "correction"));

        assertThat(withDate.spec().fields().getFirst().name()).isEqualTo("_date");
        assertThat(withDate.schema().findColumnName(1_000_000_000)).isEqualTo("data_date");
        assertThat(withBoth.spec().fields().getFirst().name()).isEqualTo("_date");
        assertThat(withBoth.schema().findColumnName(1_000_000_000)).isEqualTo("_data_date");
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "1 correction", "2020-01-27", "2 last"));
    }

    /// They are free again.
    @Test
    void takesBackTheNamesOfFieldsThatGo() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        lake.swapped(new DaySwap(lake.job("20200126"), 4, Optional.empty()));

        lake.swapped(lake.swap(
                lake.job("20200126"),
                5,
                "select 2::bigint as id, 'x' as amount, 'y' as note",
                "{id: 1, amount: 7}",
                1));
        lake.swapped(lake.swap(lake.job("20200127"), 5, "select 3::bigint as id, 'z' as note", "{id: 1}", 1));

        var table = lake.table().table();
        assertThat(table.spec().fields().getFirst().name()).isEqualTo("date");
        assertThat(table.schema().asStruct())
                .hasToString("struct<1: id: optional long, 7: amount: optional string,"
                        + " 1000000000: data_date: optional date>");
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "3 first", "2020-01-26", "1 y", "2020-01-27", "1 z"));
        assertThat(lake.table().metadata().previousFiles()).hasSize(3);
    }

    /// Its values stay: a column is found by its id.
    @Test
    void takesBackTheNameOfAFieldThatIsRenamed() {
        lake.swapped(lake.swap(
                lake.job("20200125"),
                3,
                "select 1::bigint as id, date '2020-01-24' as \"date\", 'x' as note",
                "{id: 1, \"date\": 5}",
                1));

        lake.swapped(lake.swap(lake.job("20200126"), 10, "select 2::bigint as id, 'y' as note", "{id: 1}", 1));

        var table = lake.table().table();
        assertThat(table.spec().fields().getFirst().name()).isEqualTo("date");
        assertThat(table.schema().asStruct())
                .hasToString("struct<1: id: optional long, 2: amount: optional decimal(12, 2),"
                        + " 5: ordered: optional date, 4: at: optional timestamptz,"
                        + " 1000000000: data_date: optional date>");
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "1 x", "2020-01-26", "1 y"));
    }

    @Test
    void refusesAFileThatIsNotThere() {
        var swap = lake.swap(lake.job("20200125"), 3, "first");
        var file = swap.file().orElseThrow();
        var longer = new DataFile(file.key(), file.size() + 1, file.sha256(), 3);
        var missing = new DataFile(DataKeys.dayFile(swap.job(), "ffffffff"), 10, file.sha256(), 3);
        var foreign = new DataFile(DataKeys.dayFile(lake.job("20200126"), "ffffffff"), 10, file.sha256(), 3);

        refused(
                lake.put(new DaySwap(swap.job(), 1, Optional.of(longer))),
                "The object %s has %d bytes, expected %d.".formatted(file.key(), file.size(), file.size() + 1));
        refused(
                lake.put(new DaySwap(swap.job(), 1, Optional.of(missing))),
                "There is no object %s.".formatted(missing.key()));
        refused(
                lake.put(new DaySwap(swap.job(), 1, Optional.of(foreign))),
                "The file has the key %s, expected one that begins with lake/%s/order/data/date=2020-01-25/%s-."
                        .formatted(foreign.key(), account, swap.job().jobId()));
        assertThat(new EntityTable(database)
                        .rows("select 1 from iceberg_tables where table_namespace = '%s'".formatted(account)))
                .isEmpty();
    }

    @Test
    void refusesASchemaThatItCannotUse() {
        var swap = lake.swap(lake.job("20200125"), 3, "first");

        refused(
                lake.put(new DaySwap(swap.job(), 9, swap.file())),
                "There is no version 9 of the schema of source order of account %s.".formatted(account));
        assertThat(lake.put(new DaySwap(swap.job(), 8, swap.file())).statusCode())
                .isEqualTo(409);
    }

    @Test
    void isForTheValidatorAlone() {
        var swap = lake.swap(lake.job("20200125"), 3, "first");

        assertThat(lake.put(swap, Tokens.tenant(account)).statusCode()).isEqualTo(403);
        assertThat(lake.put(swap, Tokens.admin()).statusCode()).isEqualTo(403);
        assertThat(lake.put(swap, Tokens.role("job-service").sign()).statusCode())
                .isEqualTo(403);
    }

    /// Twenty days and their corrections at the same time, in a random order.
    @Test
    void commitsSwapsThatWaitTogether() throws InterruptedException {
        var swaps = new ArrayList<DaySwap>();
        var expected = new HashMap<String, String>();
        for (int i = 10; i < 30; i++) {
            swaps.add(lake.swap(lake.job("202001" + i), 2, "first"));
            swaps.add(lake.swap(lake.job("202001" + i), 1, "correction"));
            expected.put("2020-01-" + i, "1 correction");
        }
        Collections.shuffle(swaps, new Random(7));

        var answers = Collections.synchronizedList(new ArrayList<Response>());
        var threads = swaps.stream()
                .map(swap -> Thread.ofVirtual().start(() -> answers.add(untilTaken(swap))))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(answers).hasSize(40).allMatch(answer -> answer.statusCode() == 200);
        assertThat(lake.days()).isEqualTo(expected);
        assertThat(snapshots()).isLessThan(40);
    }

    /// As the validator does: 503 is asked again.
    private Response untilTaken(DaySwap swap) {
        var answer = lake.put(swap);
        while (answer.statusCode() == 503) {
            answer = lake.put(swap);
        }
        return answer;
    }

    /// Neither snapshots nor files of metadata grow with the number of commits.
    @Test
    void forgetsOldSnapshots() {
        IntStream.range(0, 110).forEach(i -> lake.swapped(Lake.empty(lake.job("20200125"))));

        assertThat(snapshots()).isEqualTo(100);
    }

    private long snapshots() {
        return StreamSupport.stream(lake.table().table().snapshots().spliterator(), false)
                .count();
    }

    private static void refused(Response answer, String detail) {
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo(detail);
    }

    @Test
    void keepsNoValuesInManifests() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "in-no-manifest"));

        var metadata = lake.table().metadata();
        var list = metadata.currentSnapshot().manifestListLocation();
        var written = List.of(
                list,
                metadata.currentSnapshot()
                        .allManifests(lake.table().table().io())
                        .getFirst()
                        .path());
        assertThat(written)
                .noneMatch(location ->
                        new String(files.read(location), StandardCharsets.ISO_8859_1).contains("in-no-manifest"));
    }
}
