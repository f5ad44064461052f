package io.sluice.devstack.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.DataSets;
import io.sluice.devstack.demo.DuckDb;
import io.sluice.devstack.demo.TenantSftp;
import io.sluice.devstack.demo.Until;
import io.sluice.devstack.parts.process.TemporaryFolders;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One day of a tenant, corrected again and again while parts are killed, and read without a pause. The file
/// of version n has n rows, each with the number n: rows of two versions cannot be taken for one.
public final class CorrectedDay {

    private static final String DAY = "20240101";
    private static final String SOURCE = """
            {"source_type": "level", "source_name": "Level", "description": "Levels of a tank",
             "schema": [{"name": "step", "type": "Integer"}, {"name": "version", "type": "Integer"}]}""";
    private static final Duration LOST = Duration.ofMinutes(3);
    private static final Duration BETWEEN = Duration.ofMillis(400);

    private final Stack stack;
    private final Account account;
    private final DataSets data;
    private final Path folder = TemporaryFolders.create("corrected-day");
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private int versions;

    private CorrectedDay(Stack stack) {
        this.stack = stack;
        this.account = Account.create(stack);
        account.newSource(SOURCE);
        this.data = new DataSets(account.api(), account.id());
        Until.seen("the folder of the source", LOST, this::folderOfSource);
    }

    /// What a run saw.
    ///
    /// @param looks how often a reader found a whole version meanwhile
    /// @param wrong what was not right
    public record Result(int versions, int looks, List<String> wrong) {}

    /// Corrects the day in each round before and while these parts are killed; afterwards it must hold the
    /// last version.
    public static Result run(Stack stack, List<Part> killed, int rounds) {
        var day = new CorrectedDay(stack);
        try (var reader = Executors.newSingleThreadExecutor()) {
            day.correct();
            day.awaitLast();
            var reading = reader.submit(day::read);
            try {
                for (int round = 0; round < rounds; round++) {
                    day.round(killed);
                }
                day.awaitLast();
            } finally {
                day.ended.set(true);
            }
            Until.seen(
                    "the reader's end",
                    LOST,
                    () -> Optional.of(reading.isDone()).filter(done -> done));
        } catch (IllegalStateException late) {
            day.wrong.add(String.valueOf(late.getMessage()));
        } finally {
            TemporaryFolders.remove(day.folder);
        }
        return new Result(day.versions, day.looks.get(), List.copyOf(day.wrong));
    }

    private void round(List<Part> killed) {
        correct();
        Scene.hold(BETWEEN);
        correct();
        killed.forEach(stack::kill);
        correct();
        Scene.hold(BETWEEN);
        killed.reversed().forEach(stack::bringBack);
        correct();
    }

    /// Uploads the next version under the same name.
    private void correct() {
        versions++;
        String rows = IntStream.rangeClosed(1, versions)
                .mapToObj(row -> row + "," + versions + "\n")
                .collect(Collectors.joining("", "step,version\n", ""));
        try (TenantSftp sftp = account.login()) {
            sftp.put("/sources/level/" + DAY + "_level.csv", rows.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Optional<Boolean> folderOfSource() {
        try (TenantSftp sftp = account.login()) {
            return Optional.of(sftp.list("/sources").contains("level")).filter(there -> there);
        }
    }

    /// Returns when the last version's job is `success`; the day must hold its rows then.
    private void awaitLast() {
        JsonNode job = Until.seen("the end of version %d".formatted(versions), LOST, this::jobOfLast);
        JsonNode manifest = data.day("level", DAY).expect(200).json();
        int version = version(manifest, DataSets.fetch(manifest, folder));
        if (version != versions || !manifest.path("job_id").equals(job.path("job_id"))) {
            wrong.add("after job %s of version %d the day has version %d of job %s"
                    .formatted(job.path("job_id"), versions, version, manifest.path("job_id")));
        }
    }

    private Optional<JsonNode> jobOfLast() {
        try {
            return Optional.of(account.get("/sources/level/job?date=" + DAY))
                    .filter(answer -> answer.status() == 200)
                    .map(answer -> answer.json())
                    .filter(job -> job.path("status").asText().equals("success")
                            && job.path("rows").asInt() == versions);
        } catch (UncheckedIOException unavailable) {
            return Optional.empty();
        }
    }

    /// Reads the day until the end, as a program does that asks again while a part is gone.
    private void read() {
        int newest = 0;
        while (!ended.get() && wrong.isEmpty()) {
            try {
                newest = look(newest);
            } catch (IllegalStateException broken) {
                wrong.add(String.valueOf(broken.getMessage()));
            }
        }
    }

    private int look(int newest) {
        JsonNode manifest = data.day("level", DAY).expect(200).json();
        int version = version(manifest, DataSets.fetch(manifest, folder));
        if (version < newest) {
            wrong.add("version %d came after version %d".formatted(version, newest));
        }
        looks.incrementAndGet();
        return version;
    }

    /// The version whose rows these are.
    ///
    /// @throws IllegalStateException if they are not all rows of one version
    private static int version(JsonNode manifest, List<Path> files) {
        List<String> found = DuckDb.rows(
                        "SELECT count(*), count(DISTINCT step), min(step), max(step), min(version), max(version) FROM "
                                + DuckDb.table(files))
                .getFirst();
        String version = found.getLast();
        if (!found.equals(List.of(version, version, "1", version, version, version))
                || !manifest.path("rows").asText().equals(version)) {
            throw new IllegalStateException("the day is a mixture: %s, %s".formatted(found, manifest));
        }
        return Integer.parseInt(version);
    }
}
