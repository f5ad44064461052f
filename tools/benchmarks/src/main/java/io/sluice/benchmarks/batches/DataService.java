package io.sluice.benchmarks.batches;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.devstack.parts.Durability;
import io.sluice.devstack.parts.EmbeddedKafka;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.devstack.parts.EmbeddedPostgres;
import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.parts.service.PackagedService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The packaged data-service with a Kafka, a PostgreSQL (fsync on) and an object store of its own, all in one
/// folder.
public final class DataService implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final String DATABASE = "data";
    /// Nobody compares it here.
    private static final Md5 CHECKSUM = new Md5("40d9a12f0a3c93c8ed66a3b6f3735790");

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final EmbeddedPostgres postgres;
    private final EmbeddedObjectStore objects;
    private final SchemaStub schemas = new SchemaStub();
    private final PackagedService packaged;
    private final String heap;
    private Process service;
    private final ObjectMapper json = SluiceJson.mapper();
    private int received;
    private int ended;
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> outcomes;

    /// @param home the checkout, with the packaged service
    public DataService(Path home, Path folder, String heap) throws IOException {
        this.folder = folder;
        this.heap = heap;
        kafka = new EmbeddedKafka(folder.resolve("kafka"), Ports.free(), Ports.free()).start();
        postgres = new EmbeddedPostgres(folder.resolve("postgres"), Ports.free(), Durability.KEPT).start();
        postgres.createDatabase(DATABASE);
        objects = new EmbeddedObjectStore(folder.resolve("objects"), Ports.free()).start();
        packaged = new PackagedService(home.resolve("data-service").resolve(PackagedService.JAR), folder)
                .kafka(kafka.bootstrapServers())
                .database(postgres.jdbcUrl(DATABASE), postgres.reactiveUrl(DATABASE))
                .objectStore(objects.endpoint())
                .with(Map.of(
                        "SLUICE_DATA_FILES_PUBLIC_URL", "http://127.0.0.1",
                        "SLUICE_DATA_FILES_SIGNING_KEY", "no-client-ever-uses-these-addresses",
                        "SLUICE_SCHEMA_SERVICE_URL", schemas.url()));
        service = packaged.start(Map.of(), "-Xmx" + heap);
        Map<String, Object> client = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
        outcomes = new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer());
        follow();
    }

    /// The service makes its topics.
    private void follow() {
        var deadline = System.nanoTime() + LONGEST.toNanos();
        List<TopicPartition> partitions = new ArrayList<>();
        while (partitions.isEmpty()) {
            if (!service.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("data-service did not start, see " + folder);
            }
            outcomes.listTopics(Duration.ofSeconds(30)).getOrDefault(Topics.BATCH_FINISHED, List.of()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .forEach(partitions::add);
        }
        outcomes.assign(partitions);
        outcomes.seekToBeginning(partitions);
    }

    /// Kills the service and starts it again; it may not be ready yet.
    public void restart() throws IOException {
        service.destroyForcibly().onExit().join();
        service = packaged.start(Map.of(), "-Xmx" + heap);
    }

    public String url() {
        return packaged.url();
    }

    public String jdbcUrl() {
        return postgres.jdbcUrl(DATABASE);
    }

    /// Signs the tokens that the service accepts.
    public PrivateKey tokenKey() {
        return packaged.tokenKey().getPrivate();
    }

    /// Sends a record that the service reads, and returns when Kafka has it.
    public void announce(String topic, String key, Object event) throws IOException, InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic, key, json.writeValueAsString(event)))
                    .get();
        } catch (ExecutionException refused) {
            throw new IOException("Kafka does not take a record of " + topic, refused);
        }
    }

    /// Where a file of this account must lie, as the object store of the benchmark keeps it.
    Path place(AccountId account, BatchRef ref) {
        return place(key(account, ref));
    }

    /// Where an object with this key lies.
    public Path place(String key) {
        return folder.resolve("objects/buckets/" + EmbeddedObjectStore.BUCKET).resolve(key);
    }

    private static String key(AccountId account, BatchRef ref) {
        return "batches/%s/%s.gz".formatted(account, ref);
    }

    static BatchRef newRef() {
        return new BatchRef(UUID.randomUUID().toString());
    }

    /// Announces a batch whose file lies at its place.
    void receive(AccountId account, BatchRef ref) throws IOException, InterruptedException {
        var batch = new BatchReceived(
                ref, account, Files.size(place(account, ref)), CHECKSUM, key(account, ref), Instant.now());
        try {
            producer.send(new ProducerRecord<>(Topics.BATCH_RECEIVED, account.value(), json.writeValueAsString(batch)))
                    .get();
            received++;
        } catch (ExecutionException refused) {
            throw new IOException("Kafka does not take a batch", refused);
        }
    }

    /// Waits for the outcomes of so many further batches.
    List<BatchFinished> await(int count) throws IOException {
        var deadline = System.nanoTime() + LONGEST.toNanos();
        var found = new ArrayList<BatchFinished>();
        while (found.size() < count) {
            if (!service.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("%d of %d batches have ended, see %s".formatted(found.size(), count, folder));
            }
            for (var record : outcomes.poll(Duration.ofMillis(50))) {
                found.add(json.readValue(record.value(), BatchFinished.class));
                ended++;
            }
        }
        return found;
    }

    /// Waits for the outcome of one batch; others may end meanwhile.
    void await(BatchRef ref) throws IOException {
        while (!await(1).stream().anyMatch(outcome -> outcome.batchRef().equals(ref))) {
            // Another one has ended.
        }
    }

    /// Waits until every batch that was announced has ended.
    void awaitAll() throws IOException {
        while (ended < received) {
            await(1);
        }
    }

    /// Seconds that imports have spent in each phase so far.
    Map<String, Double> phases() throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var metrics = http.send(
                            HttpRequest.newBuilder(URI.create(packaged.managementUrl() + "/q/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            var phases = new TreeMap<String, Double>();
            metrics.lines()
                    .filter(line -> line.startsWith("sluice_import_phases_seconds_sum{"))
                    .forEach(line -> phases.put(
                            line.replaceAll(".*phase=\"([a-z]+)\".*", "$1"),
                            Double.parseDouble(line.substring(line.lastIndexOf(' ')))));
            return phases;
        }
    }

    /// The difference of two answers of [#phases].
    static Map<String, Double> between(Map<String, Double> before, Map<String, Double> after) {
        var spent = new HashMap<String, Double>();
        after.forEach((phase, seconds) -> spent.put(phase, seconds - before.getOrDefault(phase, 0.0)));
        return new TreeMap<>(spent);
    }

    /// The most memory of the machine that the process had since the last call, in MiB; Linux says it.
    long peakMegabytes() throws IOException {
        var process = Path.of("/proc", Long.toString(service.pid()));
        var peak = Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
        // 5 begins anew.
        Files.writeString(process.resolve("clear_refs"), "5");
        return peak / 1024;
    }

    /// Bytes below PostgreSQL's data folder, its log included.
    long databaseBytes() throws IOException {
        try (var files = Files.walk(folder.resolve("postgres/data/base"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(DataService::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }

    @Override
    public void close() {
        service.destroyForcibly();
        try {
            service.waitFor();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ZERO);
        outcomes.close();
        schemas.close();
        objects.stop();
        postgres.kill();
        kafka.kill();
        try (var files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException left) {
            throw new UncheckedIOException("the folder of the benchmark stays: " + folder, left);
        }
    }
}
