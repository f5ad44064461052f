package io.sluice.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.Lake;
import io.sluice.data.parts.PackagedStack;
import io.sluice.data.parts.TestBatch;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The packaged service, PostgreSQL and Kafka are killed at random moments while batches are imported.
///
/// Each account waits for the end of a batch before it sends the next one, as the published API demands, so
/// its entities must be what a plain model makes of its records one after another. Snapshots of them are
/// built all the time, and the last one must hold the same.
class KilledImportsIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(4);
    private static final int ACCOUNTS = 4;
    private static final int KEYS = 300;

    /// What is killed.
    private enum Victim {
        SERVICE,
        POSTGRES,
        KAFKA
    }

    @Test
    void everyBatchHasOneOutcome(TestReporter report) throws Exception {
        run(1, List.of(Victim.SERVICE, Victim.POSTGRES), report);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4})
    void everyBatchHasOneOutcomeAfterManyDeaths(long seed, TestReporter report) throws Exception {
        var random = new Random(seed);
        var victims = Stream.generate(() -> Victim.values()[random.nextInt(Victim.values().length)])
                .limit(15)
                .toList();
        run(seed, victims, report);
    }

    private static void run(long seed, List<Victim> victims, TestReporter report) throws Exception {
        try (var stack = new PackagedStack();
                var broker = new BrokerClient(stack.bootstrapServers());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ConcurrentHashMap<BatchRef, BatchFinished>();
            var clients = new ArrayList<Client>();
            var ends = new ArrayList<Future<?>>();
            var reader = threads.submit(() -> readOutcomes(broker, outcomes));
            for (int i = 0; i < ACCOUNTS; i++) {
                var client = new Client(stack, broker, outcomes, new Random(seed * 100 + i));
                clients.add(client);
                ends.add(threads.submit(() -> client.send()));
            }

            try {
                kill(stack, victims, new Random(seed), outcomes);
                clients.forEach(Client::finish);
                for (var end : ends) {
                    end.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
                }
                report.publishEntry("batches", "%d, with the deaths of %s".formatted(outcomes.size(), victims));

                for (var client : clients) {
                    client.check();
                }
                expectOneEventForEachBatch(broker, clients);
            } finally {
                // Otherwise a failure would wait for them.
                reader.cancel(true);
                threads.shutdownNow();
            }
        }
    }

    /// The first one when a batch has ended; each further one up to two seconds later.
    private static void kill(
            PackagedStack stack, List<Victim> victims, Random random, Map<BatchRef, BatchFinished> outcomes)
            throws IOException {
        await().atMost(TIMEOUT).until(() -> !outcomes.isEmpty());
        for (var victim : victims) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(2_000)));
            switch (victim) {
                case SERVICE -> stack.killService();
                case POSTGRES -> stack.killPostgres();
                case KAFKA -> stack.killKafka();
            }
        }
    }

    private static void expectOneEventForEachBatch(BrokerClient broker, List<Client> clients) {
        var events = broker.events(Topics.BATCH_FINISHED, BatchFinished.class);
        for (var client : clients) {
            for (var ref : client.sent) {
                assertThat(events.stream()
                                .filter(event -> event.batchRef().equals(ref))
                                .distinct())
                        .as("the events of batch %s", ref)
                        .hasSize(1);
            }
        }
    }

    private static void readOutcomes(BrokerClient broker, Map<BatchRef, BatchFinished> outcomes) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                broker.events(Topics.BATCH_FINISHED, BatchFinished.class)
                        .forEach(event -> outcomes.put(event.batchRef(), event));
            } catch (RuntimeException unavailable) {
                // Kafka is dead for a moment, or has no such topic yet.
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /// An account that sends one batch after another.
    private static final class Client {
        private final PackagedStack stack;
        private final BrokerClient broker;
        private final Map<BatchRef, BatchFinished> outcomes;
        private final Random random;
        private final AccountId account = TestAccount.freshId();
        private final ModelOfGuests model = new ModelOfGuests();
        private volatile boolean isLast;
        private final List<BatchRef> sent = new ArrayList<>();
        private final List<List<Integer>> expected = new ArrayList<>();

        Client(PackagedStack stack, BrokerClient broker, Map<BatchRef, BatchFinished> outcomes, Random random) {
            this.stack = stack;
            this.broker = broker;
            this.outcomes = outcomes;
            this.random = random;
        }

        /// The batch that is under way is the last one.
        void finish() {
            isLast = true;
        }

        void send() {
            try (var objects = stack.objects()) {
                var files = new TestBatch(objects, account);
                do {
                    var lines = Stream.generate(() -> RandomGuests.line(random, KEYS))
                            .limit(500 + random.nextInt(2_000))
                            .toList();
                    var batch = files.ofLines(lines.toArray(String[]::new));
                    expected.add(List.of(lines.size(), model.apply(lines).size()));
                    sent.add(batch.batchRef());
                    announce(batch);
                    await().atMost(TIMEOUT).until(() -> outcomes.containsKey(batch.batchRef()));
                } while (!isLast);
            }
        }

        /// Until Kafka has it, as batch-service does.
        private void announce(BatchReceived batch) {
            await().atMost(TIMEOUT)
                    .ignoreExceptionsInstanceOf(IllegalStateException.class)
                    .until(() -> {
                        broker.send(Topics.BATCH_RECEIVED, account.value(), json(batch));
                        return true;
                    });
        }

        private static String json(BatchReceived batch) {
            try {
                return SluiceJson.mapper().writeValueAsString(batch);
            } catch (JsonProcessingException impossible) {
                throw new AssertionError(impossible);
            }
        }

        void check() {
            var table = new EntityTable(stack.database());
            assertThat(sent.stream()
                            .map(outcomes::get)
                            .map(event -> List.of((int) event.totalCount(), (int) event.failedCount())))
                    .as("total and failed records of each batch")
                    .isEqualTo(expected);
            assertThat(model.read(table.of(account))).isEqualTo(model.guests());
            var all = String.valueOf(sent.size());
            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () -> assertThat(table.rows("""
                                    select count(*), count(*) filter (where published)
                                    from batch_outcome where accuid = '%s'
                                    """.formatted(account))).isEqualTo(List.of(List.of(all, all))));
            assertThat(table.rows("select * from batch_attempt where accuid = '%s'".formatted(account)))
                    .isEmpty();
            assertThat(snapshot(table)).isEqualTo(model.namesAndPoints());
        }

        /// The current snapshot, once it holds the last batch.
        private List<List<String>> snapshot(EntityTable table) {
            var found = await().atMost(TIMEOUT)
                    .until(() -> table.rows("""
                                    select file_key, s.batch_ref from entity_snapshot s join entity_set e using (accuid, source_type)
                                    where accuid = '%s' and replaced_at is null and s.changed_at = e.changed_at
                                    """.formatted(account)), rows -> rows.size() == 1)
                    .getFirst();
            assertThat(found.getLast()).isEqualTo(sent.getLast().value());
            try (var objects = stack.objects()) {
                var file = objects.getObjectAsBytes(
                        request -> request.bucket(TestBatch.bucket()).key(found.getFirst()));
                return Lake.query("select entity_key, name, points::bigint from '%s' order by entity_key"
                        .formatted(Lake.temporary(file.asByteArray())));
            }
        }
    }
}
