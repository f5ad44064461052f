package io.sluice.devstack.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.DataSets;
import io.sluice.devstack.demo.DuckDb;
import io.sluice.devstack.demo.Until;
import io.sluice.devstack.parts.process.TemporaryFolders;
import io.sluice.devstack.readers.SparkReader;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One day of a tenant, corrected again and again while parts are killed, and read without a pause. The file
/// of version n has n rows (at most 500), each with the number n: rows of two versions cannot be taken for
/// one. Beside it each round brings a day of its own, which stays.
public final class CorrectedDay {

    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);
    private static final String SOURCE = """
        {"source_type": "level", "source_name": "Level", "description": "Levels of a tank",
         "schema": [{"name": "step", "type": "Integer"}, {"name": "version", "type": "Integer"},
                    {"name": "note", "type": "String"}]}\
        """;
    private static final String SUMMARY =
            "SELECT count(*), count(DISTINCT step), min(step), max(step), min(version), max(version), count(CASE WHEN"
                    + " note IS DISTINCT FROM concat('v', version, ', row ', step) THEN 1 END) FROM ";
    private static final int MOST_ROWS = 500;
    private static final Duration LOST = Duration.ofMinutes(3);
    private static final Duration BETWEEN = Duration.ofMillis(400);
    private static final Duration SOON = Duration.ofMillis(50);

    private final Stack stack;
    private final Account account;
    private final DataSets data;
    private final Path folder = TemporaryFolders.create("corrected-day");
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger sparkLooks = new AtomicInteger();
    private final AtomicInteger newestOfSpark = new AtomicInteger();
    /// The last file of each day.
    private final Map<LocalDate, byte[]> files = new TreeMap<>();
    private int versions;
    private Duration slowest = Duration.ZERO;

    private CorrectedDay(Stack stack) {
        this.stack = stack;
        this.account = Account.create(stack);
        account.newSource(SOURCE);
        this.data = new DataSets(account.api(), account.id());
        account.awaitFolder("level");
    }

    /// Spark with a tenant's token, if it reads at all.
    interface Spark {
        Optional<SparkReader> with(String token);
    }

    /// What a run saw.
    ///
    /// @param versions of the day that were uploaded
    /// @param days whose rows were compared with their files at the end
    /// @param looks how often a reader found a whole version meanwhile
    /// @param sparkLooks how often Spark did
    /// @param slowest of the swaps that were awaited one by one
    /// @param wrong what was not right
    public record Result(
            int versions, int days, int looks, int sparkLooks, Optional<String> slowest, List<String> wrong) {
        String text() {
            return "%d versions of one day, which was read %d times by manifest%s; %d days compared row by row"
                    .formatted(
                            versions,
                            looks,
                            sparkLooks == 0 ? "" : " and %d times by Spark".formatted(sparkLooks),
                            days);
        }
    }

    /// Corrects the day in each round before and while these parts are killed; afterwards it must hold the
    /// last version.
    public static Result run(Stack stack, List<Part> killed, int rounds) {
        return run(stack, killed, rounds, token -> Optional.empty(), progress -> {});
    }

    /// @param progress hears of each tenth round
    static Result run(Stack stack, List<Part> killed, int rounds, Spark spark, Consumer<String> progress) {
        return new CorrectedDay(stack).readWhile(spark, day -> {
            for (int round = 0; round < rounds; round++) {
                day.round(killed, round);
                if ((round + 1) % 10 == 0) {
                    progress.accept("killed %d of %d times, %s".formatted(round + 1, rounds, day.looked()));
                }
            }
            day.awaitLast();
        });
    }

    /// Corrects the day so often, each time when the last correction has become the day.
    ///
    /// @param progress hears of each hundredth correction
    static Result swaps(Stack stack, int swaps, Spark spark, Consumer<String> progress) {
        return new CorrectedDay(stack).readWhile(spark, day -> {
            while (day.versions < swaps && day.wrong.isEmpty()) {
                day.correct();
                long begin = System.nanoTime();
                day.awaitLast();
                Duration taken = Duration.ofNanos(System.nanoTime() - begin);
                day.slowest = taken.compareTo(day.slowest) > 0 ? taken : day.slowest;
                if (day.versions % 100 == 0) {
                    progress.accept("corrected %d of %d times, %s".formatted(day.versions, swaps, day.looked()));
                }
            }
        });
    }

    private interface Work {
        void with(CorrectedDay day);
    }

    private Result readWhile(Spark spark, Work work) {
        var reader = spark.with(account.token());
        try (var threads = Executors.newSingleThreadExecutor()) {
            correct();
            awaitLast();
            var reading = threads.submit(this::read);
            var run = reader.map(one -> one.repeat(
                    SUMMARY + "sluice.`%s`.`level` WHERE data_date = DATE '%s'".formatted(account.id(), DAY),
                    this::lookOfSpark));
            try {
                run.ifPresent(one -> Until.seen(
                        "Spark's first answer",
                        LOST,
                        () -> Optional.of(sparkLooks.get()).filter(count -> count > 0)));
                work.with(this);
                run.ifPresent(one -> awaitSpark());
            } finally {
                ended.set(true);
                run.ifPresent(SparkReader.Run::close);
            }
            Until.seen(
                    "the reader's end",
                    LOST,
                    () -> Optional.of(reading.isDone()).filter(done -> done));
            files.forEach(this::compare);
        } catch (IllegalStateException late) {
            wrong.add(String.valueOf(late.getMessage()));
        } finally {
            TemporaryFolders.remove(folder);
        }
        return new Result(
                versions,
                files.size(),
                looks.get(),
                sparkLooks.get(),
                slowest.isZero()
                        ? Optional.empty()
                        : Optional.of(
                                "the slowest swap took %d ms from the end of its upload".formatted(slowest.toMillis())),
                List.copyOf(wrong));
    }

    private String looked() {
        return "read %d times by manifest and %d times by Spark".formatted(looks.get(), sparkLooks.get());
    }

    private void round(List<Part> killed, int round) {
        correct();
        Scene.hold(BETWEEN);
        correct();
        killed.forEach(stack::kill);
        correct();
        upload(DAY.plusDays(round + 1L), round + 1);
        Scene.hold(BETWEEN);
        killed.reversed().forEach(stack::bringBack);
        correct();
    }

    /// Uploads the next version under the same name.
    private void correct() {
        versions++;
        upload(DAY, versions);
    }

    private void upload(LocalDate day, int version) {
        byte[] content = IntStream.rangeClosed(1, rows(version))
                .mapToObj(row -> "%d,%d,\"v%d, row %d\"\n".formatted(row, version, version, row))
                .collect(Collectors.joining("", "step,version,note\n", ""))
                .getBytes(StandardCharsets.UTF_8);
        account.put("level", name(day) + "_level.csv", content);
        files.put(day, content);
    }

    private static int rows(int version) {
        return (version - 1) % MOST_ROWS + 1;
    }

    private static String name(LocalDate day) {
        return day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /// Returns when the last version's job is `success`; the day must hold its rows then.
    private void awaitLast() {
        JsonNode job = awaitJob(DAY, rows(versions));
        JsonNode manifest = data.day("level", name(DAY)).expect(200).json();
        int version = version(manifest, summary(manifest));
        if (version != versions || !manifest.path("job_id").equals(job.path("job_id"))) {
            wrong.add("after job %s of version %d the day has version %d of job %s"
                    .formatted(job.path("job_id"), versions, version, manifest.path("job_id")));
        }
    }

    private JsonNode awaitJob(LocalDate day, int rows) {
        long end = System.nanoTime() + LOST.toNanos();
        while (System.nanoTime() < end) {
            var job = job(day, rows);
            if (job.isPresent()) {
                return job.get();
            }
            Scene.hold(SOON);
        }
        throw new IllegalStateException(
                "the job of day %s with %d rows did not end within %d s".formatted(day, rows, LOST.toSeconds()));
    }

    private Optional<JsonNode> job(LocalDate day, int rows) {
        try {
            return Optional.of(account.get("/sources/level/job?date=" + name(day)))
                    .filter(answer -> answer.status() == 200)
                    .map(answer -> answer.json())
                    .filter(job -> job.path("status").asText().equals("success")
                            && job.path("rows").asInt() == rows);
        } catch (UncheckedIOException unavailable) {
            return Optional.empty();
        }
    }

    /// Reads the day until the end, as a program does that asks again while a part is gone.
    private void read() {
        int newest = 0;
        while (!ended.get() && wrong.isEmpty()) {
            try {
                JsonNode manifest = data.day("level", name(DAY)).expect(200).json();
                newest = later(newest, version(manifest, summary(manifest)), "the manifest");
                looks.incrementAndGet();
            } catch (IllegalStateException broken) {
                wrong.add(String.valueOf(broken.getMessage()));
            }
        }
    }

    private void lookOfSpark(List<List<String>> rows) {
        try {
            newestOfSpark.set(later(newestOfSpark.get(), version(rows, rows.getFirst()), "Spark"));
            sparkLooks.incrementAndGet();
        } catch (IllegalStateException mixture) {
            wrong.add(String.valueOf(mixture.getMessage()));
        }
    }

    /// Spark must see the last version, too.
    private void awaitSpark() {
        Until.seen(
                "version %d in Spark's answers".formatted(versions),
                LOST,
                () -> Optional.of(newestOfSpark.get()).filter(newest -> newest == versions || !wrong.isEmpty()));
    }

    private int later(int newest, int version, String reader) {
        if (version < newest) {
            wrong.add("version %d came after version %d by %s".formatted(version, newest, reader));
        }
        return version;
    }

    private List<String> summary(JsonNode manifest) {
        List<Path> fetched = DataSets.fetch(manifest, folder);
        try {
            return DuckDb.rows(SUMMARY + DuckDb.table(fetched)).getFirst();
        } finally {
            fetched.forEach(CorrectedDay::remove);
        }
    }

    /// The version whose rows these are.
    ///
    /// @param source where they were read
    /// @throws IllegalStateException if they are not all rows of one version
    private static int version(Object source, List<String> found) {
        int version = found.get(5).matches("[0-9]+") ? Integer.parseInt(found.get(5)) : 1;
        String number = Integer.toString(version);
        String rows = Integer.toString(rows(version));
        if (!found.equals(List.of(rows, rows, "1", rows, number, number, "0"))
                || (source instanceof JsonNode manifest
                        && !manifest.path("rows").asText().equals(rows))) {
            throw new IllegalStateException("the day is a mixture: %s, %s".formatted(found, source));
        }
        return version;
    }

    /// Each row of the day, read by DuckDB, must be a row of its last file, and in the same order.
    private void compare(LocalDate day, byte[] file) {
        awaitJob(day, (int) new String(file, StandardCharsets.UTF_8).lines().count() - 1);
        var csv = folder.resolve("file.csv");
        try {
            Files.write(csv, file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        var manifest = data.day("level", name(day)).expect(200).json();
        var found = DuckDb.rows("SELECT * FROM " + DuckDb.table(DataSets.fetch(manifest, folder)));
        var expected = DuckDb.rows("SELECT * FROM read_csv('%s', header = true, all_varchar = true)".formatted(csv));
        if (!found.equals(expected)) {
            wrong.add("the day %s has other rows than its file".formatted(day));
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
