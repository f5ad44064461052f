package io.sluice.devstack.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.BatchClient;
import io.sluice.devstack.demo.BatchClient.Answer;
import io.sluice.devstack.demo.BatchSources;
import io.sluice.devstack.demo.Until;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;

/// The batches of a tenant: what was sent, and whether each ended right. Each batch changes the same ten
/// guests, and has one record without a valid type.
final class Batches {

    private static final int GUESTS = 10;
    private static final Duration LOST = Duration.ofMinutes(3);
    private static final Set<String> ENDS = Set.of("success", "error", "corrupted");

    private final Account account;
    private final BatchClient client;
    private final BatchClient once;
    private final Map<UUID, byte[]> files = new LinkedHashMap<>();
    private final List<UUID> unsent = new ArrayList<>();

    private Batches(Account account) {
        this.account = account;
        this.client = account.batches();
        this.once = client.askingOnce();
    }

    /// Gives the account its source, and returns when batch-service knows the account.
    static Batches of(Account account) {
        account.newBatchSources();
        var batches = new Batches(account);
        Until.seen(
                "batch-service's knowledge of " + account.id(),
                LOST,
                () -> batches.answer(UUID.randomUUID()).filter(answer -> answer.status() == 404));
        return batches;
    }

    /// Sends one more batch, as far as it is taken now.
    void send() {
        var number = files.size();
        var uuid = UUID.randomUUID();
        files.put(
                uuid,
                BatchClient.file(IntStream.rangeClosed(0, GUESTS)
                        .mapToObj(guest -> record(guest, number))
                        .toList()));
        if (!isTaken(uuid)) {
            unsent.add(uuid);
        }
    }

    /// How many are not known to be taken.
    int unsent() {
        return unsent.size();
    }

    /// Sends again what was not taken, as a client does it; false if one is refused again. A batch that has
    /// its file is taken, too: its answer was lost.
    boolean sendAgain() {
        unsent.removeIf(this::isTaken);
        return unsent.isEmpty();
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
                "each of %d batches ended as error with %d records, %d of them imported, and one line of log; the entities are of the batch that was imported last"
                        .formatted(files.size(), GUESTS + 1, GUESTS),
                ended);
    }

    private boolean isTaken(UUID uuid) {
        try {
            byte[] file = Objects.requireNonNull(files.get(uuid));
            Answer allocated = once.allocate(uuid, file);
            if (allocated.status() != 200 && allocated.status() != 201) {
                return false;
            }
            // 409: it has its file already.
            return Set.of(200, 409).contains(once.upload(allocated, file).status());
        } catch (UncheckedIOException broken) {
            return false;
        }
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (UUID uuid : files.keySet()) {
            Optional<Answer> answer = answer(uuid).filter(found -> found.status() == 200);
            if (answer.isEmpty()) {
                return List.of("batch-service does not answer");
            }
            problem(uuid, answer.get().json()).ifPresent(problems::add);
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
        if (!code.equals("error") || !counts.equals(List.of(GUESTS + 1, GUESTS, 1))) {
            return Optional.of("%s is %s with the counts %s".formatted(uuid, code, counts));
        }
        int lines = client.log(batch).size();
        return lines == 1 ? Optional.empty() : Optional.of("%s has a log of %d lines".formatted(uuid, lines));
    }

    /// All guests were changed by each batch, so all are as the last one left them.
    private Optional<String> entityProblem() {
        var entities = account.get("/sources/%s/entities".formatted(BatchSources.GUESTS));
        if (entities.status() != 200) {
            return Optional.of("data-service answers " + entities.status());
        }
        Set<String> batches = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        entities.json().path("entities").forEach(entity -> {
            batches.add(entity.path("batch").asText());
            names.add(entity.at("/value/firstName").asText());
        });
        int count = entities.json().path("entities").size();
        return count == GUESTS && batches.size() == 1 && names.size() == 1
                ? Optional.empty()
                : Optional.of("%d entities of the batches %s with the names %s, expected %d of one batch with one name"
                        .formatted(count, batches, names, GUESTS));
    }

    private Optional<Answer> answer(UUID uuid) {
        try {
            return Optional.of(once.status(uuid));
        } catch (UncheckedIOException unavailable) {
            return Optional.empty();
        }
    }

    /// The last one has a type that the schema does not allow.
    private static String record(int guest, int batch) {
        return """
                {"ref":"%s","schema":"guest","mode":"insert","value":{"guestType":"%s","identifiers":[{"provider":"crm","id":"%d"}],"firstName":"batch %d"}}""".formatted(UUID.randomUUID(), guest == GUESTS ? "nobody" : "customer", guest, batch);
    }
}
