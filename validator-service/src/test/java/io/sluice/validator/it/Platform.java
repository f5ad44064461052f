package io.sluice.validator.it;

import static org.awaitility.Awaitility.await;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.fixtures.BrokerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The parts that the service needs in a test: the volume on disk, the broker, the stub of schema-service.
final class Platform implements AutoCloseable {
    static final String ORDER_SCHEMA = """
            {"source_type": "order", "source_name": "Order", "description": "", "version": 3,
             "schema": [{"name": "id", "type": "Integer"},
                        {"name": "name", "type": "String", "constraints": {"maxLength": 40}}],
             "field_ids": {"id": 1, "name": 2}, "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}
            """;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Path volume;
    private final String schemaUrl;
    private final BrokerClient broker;

    Platform(Path volume, String bootstrapServers, String schemaUrl) {
        this.volume = volume;
        this.schemaUrl = schemaUrl;
        this.broker = new BrokerClient(bootstrapServers);
    }

    void putSchema(String account, String source, String document) {
        control(account, source, "PUT", document);
    }

    /// Sets the document of any path of schema-service.
    void putDocument(String path, String document) {
        send(path, "PUT", document);
    }

    void removeSchema(String account, String source) {
        control(account, source, "DELETE", "");
    }

    /// What data-service answers to swaps from now on.
    void answerSwaps(int status) {
        send("/swaps", "PUT", String.valueOf(status));
    }

    /// The last swap of a day that data-service took; empty if there was none.
    Optional<DaySwap> swapped(JobRef job) {
        var path = "/internal/data/%s/%s/%s".formatted(job.accountId(), job.sourceType(), job.dataDate());
        var answer = send(path, "GET", "");
        try {
            return answer.statusCode() == 200
                    ? Optional.of(SluiceJson.mapper().readValue(answer.body(), DaySwap.class))
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void control(String account, String source, String method, String body) {
        send("/v1/%s/sources/%s/schema".formatted(account, source), method, body);
    }

    private HttpResponse<String> send(String path, String method, String body) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(schemaUrl + path))
                            .header("Authorization", "Bearer test-service-token")
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    /// Lays a file into `processing/` as the watcher does, and answers its claim.
    UploadClaimed lay(String account, String date, String extension, String content) {
        return lay(account, date, extension, out -> out.write(content));
    }

    /// Lays a valid file of that many rows.
    UploadClaimed layRows(String account, String date, int rows) {
        return lay(account, date, "csv", out -> {
            out.write("id,name\n");
            for (int i = 0; i < rows; i++) {
                out.write("1234567,abcdefghijklmnopqrstuvwxyz\n");
            }
        });
    }

    UploadClaimed lay(String account, String date, String extension, Writing writing) {
        var ref = new JobRef(
                JobId.at(System.currentTimeMillis()),
                new AccountId(account),
                new SourceType("order"),
                DataDate.of(date).orElseThrow(),
                date + "_order." + extension);
        var file = onDisk(ref);
        try {
            Files.createDirectories(file.getParent());
            try (var out = Files.newBufferedWriter(file)) {
                writing.writeTo(out);
            }
            var modified = Instant.parse("2020-01-26T00:00:00Z");
            Files.setLastModifiedTime(file, FileTime.from(modified));
            return UploadClaimed.of(ref, Files.size(file), modified, Instant.now(), Instant.now());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Writes a file's text.
    interface Writing {
        void writeTo(Writer out) throws IOException;
    }

    Path onDisk(JobRef job) {
        return volume.resolve(VolumePaths.claimed(job).substring(1));
    }

    UploadClaimed claim(UploadClaimed claim) {
        broker.send(claim);
        return claim;
    }

    void send(String key, String value) {
        broker.send(Topics.UPLOAD_CLAIMED, key, value);
    }

    /// Waits until the jobs have this many outcomes, and returns them in the order of their partition.
    List<UploadValidated> awaitValidated(int count, UploadClaimed... claims) {
        return awaitValidated(count, LONG, claims);
    }

    List<UploadValidated> awaitValidated(int count, Duration limit, UploadClaimed... claims) {
        var ids = List.of(claims).stream().map(claim -> claim.job().jobId()).toList();
        return await().atMost(limit)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> broker.events(Topics.UPLOAD_VALIDATED, UploadValidated.class).stream()
                                .filter(found -> ids.contains(found.job().jobId()))
                                .toList(),
                        found -> found.size() >= count);
    }

    ConsumerRecord<String, String> awaitDeadLetter(String containing) {
        return await().atMost(LONG)
                .until(
                        () -> records(Topics.deadLetters(Topics.UPLOAD_CLAIMED)).stream()
                                .filter(found -> found.value().contains(containing))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    /// All records of a topic up to now.
    List<ConsumerRecord<String, String>> records(String topic) {
        return broker.records(topic);
    }

    @Override
    public void close() {
        broker.close();
    }
}
