package io.sluice.devstack.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.BatchClient;
import io.sluice.devstack.demo.BatchClient.Answer;
import io.sluice.devstack.demo.BatchSources;
import io.sluice.devstack.demo.Until;
import io.sluice.devstack.faults.BatchSender.Sent;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The batches of a tenant: what was sent, and whether each ended right.
///
/// | records of each batch | show |
/// |---|---|
/// | `insert`, `upsert` of each of the same ten guests | that a batch is imported whole, in its order |
/// | `create` of a guest of its own | that it takes effect once: a second time this is refused |
/// | one without a valid type | that its log has this line and no other |
final class Batches {

    private static final int GUESTS = 10;
    private static final int SHOWN = 3;
    private static final int GOOD = 2 * GUESTS + 1;
    private static final Duration LOST = Duration.ofMinutes(3);
    private static final Set<String> ENDS = Set.of("success", "error", "corrupted");

    private final Account account;
    private final BatchClient client;
    private final BatchClient once;
    private final Map<UUID, byte[]> files = new LinkedHashMap<>();
    private final List<CompletableFuture<Sent>> sending = new ArrayList<>();
    private final Set<UUID> right = new HashSet<>();
    /// When clients give up. They go on while the faults last.
    private final AtomicReference<Instant> end = new AtomicReference<>(Instant.MAX);

    private Batches(Account account) {
        this.account = account;
        this.client = account.batches();
        this.once = client.askingOnce();
    }

    /// Gives the account its source, and returns when batch-service knows the account.
    static Batches of(Account account) {
        account.newBatchSources();
        account.awaitBatchDoor();
        return new Batches(account);
    }

    /// Begins to send one more batch, by a client of its own that goes on until it is taken.
    void send() {
        var uuid = UUID.randomUUID();
        byte[] file = BatchClient.file(records(files.size()));
        files.put(uuid, file);
        sending.add(CompletableFuture.supplyAsync(
                () -> new BatchSender(once, uuid, file, end::get).send(),
                task -> Thread.ofVirtual().name("sending " + uuid).start(task)));
    }

    /// How many there are.
    int sent() {
        return files.size();
    }

    /// Waits until each is taken, after the faults; prints how they were answered.
    void checkTaken(Story story) {
        end.set(Instant.now().plus(LOST));
        List<Sent> all = sending.stream().map(CompletableFuture::join).toList();
        Map<String, Long> refusals = all.stream()
                .flatMap(sent -> sent.refusals().stream())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        story.saw(
                "%d of %d batches were taken at their first try; further tries were due to %s; the longest answer took %s s, the longest sending %s s"
                        .formatted(
                                all.stream()
                                        .filter(sent -> sent.refusals().isEmpty())
                                        .count(),
                                all.size(),
                                refusals,
                                longest(all, Sent::longest),
                                longest(all, Sent::took)));
        List<String> faults =
                all.stream().flatMap(sent -> sent.fault().stream()).toList();
        faults.stream().limit(SHOWN).forEach(story::saw);
        story.check("every batch is taken, and no client gets an answer that is not documented", faults.isEmpty());
    }

    private static String longest(List<Sent> all, Function<Sent, Duration> time) {
        return String.format(
                Locale.ROOT,
                "%.1f",
                all.stream().map(time).mapToLong(Duration::toMillis).max().orElse(0) / 1e3);
    }

    /// Waits for the ends; prints what is not right.
    void check(Story story) {
        boolean ended;
        try {
            ended = Until.seen(
                    "the end of all batches", LOST, () -> problems().isEmpty() ? Optional.of(true) : Optional.empty());
        } catch (IllegalStateException late) {
            problems().forEach(story::saw);
            ended = false;
        }
        story.check(
                "each of %d batches ended as error with %d records, %d of them imported once and in their order, and one line of log; the entities are of the batch that was imported last"
                        .formatted(files.size(), GOOD + 1, GOOD),
                ended);
    }

    private List<String> problems() {
        try {
            return found();
        } catch (UncheckedIOException broken) {
            return List.of("a service does not answer: " + broken.getMessage());
        }
    }

    private List<String> found() {
        List<String> problems = new ArrayList<>();
        for (UUID uuid : files.keySet()) {
            // A token may ask 1,200 times a minute.
            if (right.contains(uuid) || problems.size() == SHOWN) {
                continue;
            }
            Answer answer = once.status(uuid);
            if (answer.status() != 200) {
                return List.of("batch-service answers %d %s".formatted(answer.status(), answer.body()));
            }
            problem(uuid, answer.json()).ifPresentOrElse(problems::add, () -> right.add(uuid));
        }
        if (problems.isEmpty()) {
            entityProblem().ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<String> problem(UUID uuid, JsonNode batch) {
        String code = batch.at("/status/code").asText();
        if (!ENDS.contains(code)) {
            return Optional.of(uuid + " is " + code);
        }
        List<Integer> counts = List.of(
                batch.at("/summaryStats/totalCount").asInt(),
                batch.at("/summaryStats/succeededCount").asInt(),
                batch.at("/summaryStats/failedCount").asInt());
        if (!code.equals("error") || !counts.equals(List.of(GOOD + 1, GOOD, 1))) {
            return Optional.of("%s is %s with the counts %s".formatted(uuid, code, counts));
        }
        int lines = client.log(batch).size();
        return lines == 1 ? Optional.empty() : Optional.of("%s has a log of %d lines".formatted(uuid, lines));
    }

    /// All guests were changed by each batch, so all are as the last one left them. Each batch has left one
    /// of its own.
    private Optional<String> entityProblem() {
        Set<String> owners = new TreeSet<>();
        Set<String> batches = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        int shared = 0;
        String cursor = "";
        do {
            var entities = account.get("/sources/%s/entities?limit=100%s".formatted(BatchSources.GUESTS, cursor));
            if (entities.status() != 200) {
                return Optional.of("data-service answers " + entities.status());
            }
            for (JsonNode entity : entities.json().path("entities")) {
                String batch = entity.path("batch").asText();
                if (entity.path("key").asText().startsWith("own:")) {
                    owners.add(batch);
                } else {
                    shared++;
                    batches.add(batch);
                    names.add(entity.at("/value/firstName").asText());
                }
            }
            cursor = entities.json().path("next").asText("");
            cursor = cursor.isEmpty() ? "" : "&cursor=" + cursor;
        } while (!cursor.isEmpty());
        Set<String> sent = files.keySet().stream().map(UUID::toString).collect(Collectors.toSet());
        return shared == GUESTS
                        && batches.size() == 1
                        && names.size() == 1
                        && names.iterator().next().startsWith("last of ")
                        && owners.equals(sent)
                ? Optional.empty()
                : Optional.of(
                        "%d shared entities of the batches %s with the names %s and own ones of %d batches, expected %d of one batch with its last name and own ones of %d"
                                .formatted(shared, batches, names, owners.size(), GUESTS, sent.size()));
    }

    private static List<String> records(int batch) {
        Stream<String> shared = IntStream.range(0, GUESTS)
                .boxed()
                .flatMap(guest -> Stream.of(
                        record("insert", "crm", guest, "customer", "first of " + batch),
                        record("upsert", "crm", guest, "customer", "last of " + batch)));
        Stream<String> others = Stream.of(
                record("create", "own", batch, "customer", "own of " + batch),
                record("insert", "crm", GUESTS, "nobody", "of no valid type"));
        return Stream.concat(shared, others).toList();
    }

    private static String record(String mode, String provider, int id, String type, String name) {
        return """
                {"ref":"%s","schema":"guest","mode":"%s","value":{"guestType":"%s","identifiers":[{"provider":"%s","id":"%d"}],"firstName":"%s"}}""".formatted(UUID.randomUUID(), mode, type, provider, id, name);
    }
}
