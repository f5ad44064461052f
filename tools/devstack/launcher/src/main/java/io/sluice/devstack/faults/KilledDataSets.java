package io.sluice.devstack.faults;

import io.sluice.devstack.demo.BatchClient;
import io.sluice.devstack.demo.DataSets;
import io.sluice.devstack.demo.Until;
import io.sluice.devstack.parts.process.TemporaryFolders;
import io.sluice.devstack.readers.Catalogs;
import io.sluice.devstack.readers.EveryEntity;
import io.sluice.devstack.readers.EveryType;
import io.sluice.devstack.readers.SparkReader;
import io.sluice.devstack.stack.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The case `data-sets`: a day is corrected again and again and read without a pause, first in peace, then
/// while what takes part in a swap is killed, part by part and all at once. Before that each reader reads
/// every type, and Spark entities with nested fields.
record KilledDataSets(Scene scene, DataSetRuns runs) {

    private static final List<Part> PARTS =
            List.of(Part.VALIDATOR_SERVICE, Part.DATA_SERVICE, Part.POSTGRES, Part.OBJECT_STORE);
    private static final Duration TAKEN = Duration.ofMinutes(2);
    private static final String DAY_COLUMN_VALUE = "2024-02-29";

    void run() {
        everyType();
        runs.spark().ifPresent(this::everyEntity);
        tell("corrected one day", CorrectedDay.swaps(scene.stack(), runs.swaps(), spark(), scene.story()::saw));
        PARTS.forEach(part -> killed(List.of(part)));
        killed(PARTS);
    }

    private void killed(List<Part> parts) {
        tell(
                "killed %s %d times".formatted(parts.stream().map(Part::label).toList(), runs.kills()),
                CorrectedDay.run(scene.stack(), parts, runs.kills(), spark(), scene.story()::saw));
    }

    private void tell(String what, CorrectedDay.Result result) {
        var story = scene.story();
        story.did("%s: %s".formatted(what, result.text()));
        result.wrong().forEach(story::saw);
        story.check(
                "a day was always one version, never none, and all days hold the rows of their last files in the end",
                result.wrong().isEmpty());
        result.slowest().ifPresent(story::saw);
    }

    private CorrectedDay.Spark spark() {
        return token -> runs.spark().map(build -> new SparkReader(build, log(), Catalogs.rest(scene.stack(), token)));
    }

    private Path log() {
        return scene.stack().dataDir().resolve("logs/spark.log");
    }

    private void everyType() {
        var account = Account.create(scene.stack());
        account.newSource(EveryType.source());
        account.awaitFolder(EveryType.SOURCE_TYPE);
        account.put(EveryType.SOURCE_TYPE, EveryType.fileName(), EveryType.csv());
        var data = new DataSets(account.api(), account.id());
        var manifest = Until.seen(
                "the day with every type",
                TAKEN,
                () -> Optional.of(data.day(EveryType.SOURCE_TYPE, EveryType.DAY))
                        .filter(answer -> answer.status() == 200)
                        .map(answer -> answer.json()));
        var folder = TemporaryFolders.create("every-type");
        try {
            compareType("DuckDB, by the manifest", () -> EveryType.read(DataSets.fetch(manifest, folder)));
        } finally {
            TemporaryFolders.remove(folder);
        }
        runs.spark().ifPresent(build -> {
            var table = "%s.%s".formatted(account.id(), EveryType.SOURCE_TYPE);
            var query = "SELECT * FROM sluice.`%s`.`%s` WHERE %s = DATE '%s'"
                    .formatted(account.id(), EveryType.SOURCE_TYPE, EveryType.DATA_DATE, DAY_COLUMN_VALUE);
            var rest = new SparkReader(build, log(), Catalogs.rest(scene.stack(), account.token()));
            var jdbc = new SparkReader(build, log(), Catalogs.jdbc(scene.stack()));
            compareType("Spark, by /iceberg with the tenant's token", () -> withoutDay(rest.rows(query)));
            compareType("Spark, by the catalogue's tables with a role that reads", () -> withoutDay(jdbc.rows(query)));
            compareType(
                    "Iceberg's generic reader, by /iceberg with the tenant's token",
                    () -> withoutDay(rest.rowsWithoutSpark(table, Map.entry(EveryType.DATA_DATE, DAY_COLUMN_VALUE))));
        });
    }

    private void everyEntity(Path build) {
        var account = Account.create(scene.stack());
        account.newSource(EveryEntity.source());
        account.awaitBatchDoor();
        var batches = account.batches();
        var batch = batches.put(BatchClient.file(EveryEntity.records()));
        var ended = batches.awaitEnd(batch, TAKEN);
        scene.story()
                .check(
                        "a batch with every kind of nested field is imported",
                        ended.at("/status/code").asText().equals("success"));
        Until.seen(
                "the snapshot of the entities",
                TAKEN,
                () -> Optional.of(account.get("/sources/%s/data".formatted(EveryEntity.SOURCE_TYPE)))
                        .filter(answer -> answer.status() == 200));
        var expected = EveryEntity.rows(batch);
        var columns = EveryEntity.columns();
        var query = "SELECT %s FROM sluice.`%s`.`%s` ORDER BY entity_key"
                .formatted(String.join(", ", columns), account.id(), EveryEntity.SOURCE_TYPE);
        var rest = new SparkReader(build, log(), Catalogs.rest(scene.stack(), account.token()));
        var jdbc = new SparkReader(build, log(), Catalogs.jdbc(scene.stack()));
        compare("Spark, by /iceberg with the tenant's token", "entities", rest.rows(query), expected);
        compare("Spark, by the catalogue's tables with a role that reads", "entities", jdbc.rows(query), expected);
        // All columns, and in the order of the file.
        var rows = rest.rowsWithoutSpark("%s.%s".formatted(account.id(), EveryEntity.SOURCE_TYPE)).stream()
                .map(row -> row.subList(0, columns.size()))
                .sorted(Comparator.comparing(List::getFirst))
                .toList();
        compare("Iceberg's generic reader, by /iceberg with the tenant's token", "entities", rows, expected);
    }

    /// The table's own column is the last one.
    private static List<List<String>> withoutDay(List<List<String>> rows) {
        return rows.stream()
                .map(row -> row.getLast().equals(DAY_COLUMN_VALUE) ? row.subList(0, row.size() - 1) : row)
                .toList();
    }

    private void compareType(String reader, Supplier<List<List<String>>> reading) {
        compare(reader, "every type", reading.get(), EveryType.rows());
    }

    private void compare(String reader, String what, List<List<String>> found, List<List<String>> expected) {
        for (int row = 0; row < Math.min(found.size(), expected.size()); row++) {
            if (!found.get(row).equals(expected.get(row))) {
                scene.story().saw("row %d is %s, expected %s".formatted(row + 1, found.get(row), expected.get(row)));
            }
        }
        scene.story()
                .check(
                        "%s finds all %d cells of %s as they were written"
                                .formatted(
                                        reader,
                                        Stream.of(expected)
                                                .flatMap(List::stream)
                                                .mapToInt(List::size)
                                                .sum(),
                                        what),
                        found.equals(expected));
    }
}
