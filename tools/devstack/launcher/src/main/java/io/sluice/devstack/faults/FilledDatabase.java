package io.sluice.devstack.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.Api;
import io.sluice.devstack.demo.BatchClient;
import io.sluice.devstack.demo.Until;
import io.sluice.devstack.faults.Scene.Place;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/// The case `batch-fills-database`: the records of one batch need more room than PostgreSQL's disk has, while
/// another tenant sends small ones.
record FilledDatabase(Scene scene) {

    private static final String SOURCE = """
        {"source_type": "page", "source_name": "Page", "kind": "entities", "batch_schema": "page",
         "schema": [{"name": "text", "type": "String"}]}\
        """;
    private static final int RECORDS = 40_000;
    private static final int LETTERS = 1_000;
    private static final long FREE = 30_000_000;
    private static final int SMALL = 30;
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String NAMED = "a batch finds no room on the disk of the database";

    /// A batch counts as a large one from 4 MiB of records on.
    static StackOptions settings(StackOptions options) {
        return options.with("sluice.import.max-temporary", "64M");
    }

    void run() {
        Story story = scene.story();
        Account account = Account.create(scene.stack());
        account.newSource(SOURCE);
        Batches.of(account);
        Batches small = Batches.of(Account.create(scene.stack()));
        scene.disk(Place.DATABASE).fillExcept(FREE);
        byte[] file = BatchClient.file(records());
        UUID large = account.batches().put(file);
        story.did("filled the disk but for %,d bytes and sent a batch of %,d records, %,d bytes of gzip"
                .formatted(FREE, RECORDS, file.length));
        Until.seen("an attempt without room", LIMIT, () -> attempts() > 0 ? Optional.of(true) : Optional.empty());
        for (int batch = 0; batch < SMALL; batch++) {
            small.send();
            Scene.hold(BETWEEN);
        }
        story.did("sent %d small batches of another tenant, one a second".formatted(SMALL));
        small.checkTaken(story);
        small.check(story);
        story.saw("the large batch found no room %d times so far; %,d bytes are free"
                .formatted(attempts(), scene.disk(Place.DATABASE).free()));
        story.check("the large batch waits", code(account, large).equals("fileprocessing"));
        story.check("the log of data-service names it", logs(large));
        scene.disk(Place.DATABASE).makeRoom();
        story.did("made room");
        JsonNode ended = account.batches().awaitEnd(large, LIMIT);
        story.check(
                "the large batch is imported whole once there is room",
                ended.at("/status/code").asText().equals("success")
                        && ended.at("/summaryStats/succeededCount").asInt() == RECORDS);
    }

    private static String code(Account account, UUID batch) {
        return account.batches().status(batch).json().at("/status/code").asText();
    }

    /// How many attempts data-service has counted since its start.
    private long attempts() {
        return new Api(scene.stack().managementUrl(Part.DATA_SERVICE), "")
                .get("/q/metrics", "text/plain")
                .body()
                .lines()
                .filter(line -> line.startsWith("sluice_import_database_full_total"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private boolean logs(UUID batch) {
        Path log = scene.stack().dataDir().resolve("logs").resolve(Part.DATA_SERVICE.label() + ".log");
        try (var lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains(NAMED) && line.contains(batch.toString()));
        } catch (IOException cause) {
            throw new UncheckedIOException("the log " + log + " cannot be read", cause);
        }
    }

    private static List<String> records() {
        Random random = new Random(1);
        return IntStream.range(0, RECORDS)
                .mapToObj(_ -> "{\"ref\":\"%s\",\"schema\":\"page\",\"mode\":\"insert\",\"value\":{\"text\":\"%s\"}}"
                        .formatted(new UUID(random.nextLong(), random.nextLong()), letters(random)))
                .toList();
    }

    /// The database cannot compress them.
    private static String letters(Random random) {
        return random.ints(LETTERS, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
