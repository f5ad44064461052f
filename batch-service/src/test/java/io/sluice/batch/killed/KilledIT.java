package io.sluice.batch.killed;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.Topics;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.TestKafka;
import io.sluice.devstack.parts.TestObjectStoreClient;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The packaged service is killed again and again while clients send batches.
class KilledIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final int CLIENTS = 4;
    /// Uploads and announcements are under way all the time, so a kill meets them at any step.
    private static final int LONGEST_LIFE_MILLIS = 700;

    private final AccountFacts account = TestAccount.of("killed-" + Long.toString(System.nanoTime(), 36))
            .limits(1L << 40, 1L << 40)
            .facts();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final List<SendingClient> clients = new ArrayList<>();
    private final BrokerClient broker = new BrokerClient(TestKafka.bootstrapServers());
    private final S3Client objects = TestObjectStoreClient.make();

    private final KillableService service;

    KilledIT() throws IOException {
        service = new KillableService();
    }

    /// The service makes the topic of the account, if no other test has.
    @BeforeEach
    void start() throws IOException {
        service.start();
        broker.send(account);
    }

    @AfterEach
    void stop() throws InterruptedException {
        clients.forEach(SendingClient::stop);
        threads.shutdownNow();
        service.close();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        broker.close();
        objects.close();
    }

    @Test
    void losesAndDoublesNothingWhenItIsKilled() throws Exception {
        killedAgainAndAgain(2);
    }

    @Test
    @Tag("long")
    void losesAndDoublesNothingWhenItIsKilledFortyTimes() throws Exception {
        killedAgainAndAgain(40);
    }

    private void killedAgainAndAgain(int kills) throws Exception {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < CLIENTS; i++) {
            var client = new SendingClient(service.url(), service.token(account.accountId()), seed + i);
            clients.add(client);
            threads.execute(client);
        }

        for (int kill = 0; kill < kills; kill++) {
            var before = answered().size();
            await().atMost(TIMEOUT).until(() -> answered().size() > before);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_LIFE_MILLIS)));
            service.kill();
            service.start();
        }
        var before = answered().size();
        await().atMost(TIMEOUT).until(() -> answered().size() > before);
        clients.forEach(SendingClient::stop);
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        var stored = awaitStoredAreRecorded();
        awaitAnnounced(stored.keySet().stream().toList());
        System.out.printf(
                "%d kills (seed %d): %d batches sent, %d answered 200, %d stored, %d events%n",
                kills, seed, sent().size(), answered().size(), stored.size(), events().size());
        assertThat(stored).containsAllEntriesOf(answered());
        assertThat(sent()).containsAllEntriesOf(stored);
        assertThat(announced()).allSatisfy((uuid, events) -> {
            assertThat(events.stream().distinct()).hasSize(1);
            assertThat(events.getFirst().checksum().hex()).isEqualTo(stored.get(uuid));
            assertThat(events.getFirst().objectKey()).isEqualTo(key(uuid));
        });
        assertThat(announced().keySet()).isEqualTo(stored.keySet());
    }

    /// The checksums of the files in the store, by the ids of their batches, once no such batch is
    /// `uploading`.
    private Map<String, String> awaitStoredAreRecorded() {
        var client = clients.getFirst();
        await().atMost(TIMEOUT).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            for (var uuid : files().keySet()) {
                if (!client.code(uuid).equals("fileprocessing")) {
                    return false;
                }
            }
            return true;
        });
        var stored = new HashMap<String, String>();
        files().forEach((uuid, key) -> stored.put(
                uuid,
                md5(objects.getObjectAsBytes(request ->
                                request.bucket(EmbeddedObjectStore.BUCKET).key(key))
                        .asByteArray())));
        return stored;
    }

    private void awaitAnnounced(List<String> batches) {
        await().atMost(TIMEOUT).until(() -> announced().keySet().containsAll(batches));
    }

    private Map<String, List<BatchReceived>> announced() {
        return events().stream().collect(groupingBy(event -> event.batchRef().value()));
    }

    private List<BatchReceived> events() {
        return broker.events(Topics.BATCH_RECEIVED, BatchReceived.class).stream()
                .filter(event -> event.accountId().equals(account.accountId()))
                .toList();
    }

    /// The keys of the files in the store, by the ids of their batches.
    private Map<String, String> files() {
        var folder = "batches/%s/".formatted(account.accountId());
        return objects
                .listObjectsV2Paginator(
                        request -> request.bucket(EmbeddedObjectStore.BUCKET).prefix(folder))
                .contents()
                .stream()
                .map(S3Object::key)
                .collect(Collectors.toMap(key -> key.replace(folder, "").replace(".gz", ""), key -> key));
    }

    private String key(String uuid) {
        return "batches/%s/%s.gz".formatted(account.accountId(), uuid);
    }

    private Map<String, String> sent() {
        var all = new HashMap<String, String>();
        clients.forEach(client -> all.putAll(client.sent()));
        return all;
    }

    private Map<String, String> answered() {
        var all = new HashMap<String, String>();
        clients.forEach(client -> all.putAll(client.answered()));
        return all;
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has MD5", impossible);
        }
    }
}
