package io.sluice.validator.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import io.sluice.devstack.parts.quarkus.ObjectStoreTestResource;
import io.sluice.devstack.parts.quarkus.SftpTestResource;
import io.sluice.fixtures.LoggedLines;
import io.sluice.objects.report.ReportStore;
import io.sluice.parquet.StoredFile;
import io.sluice.parquet.StoredRows;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/// From a claim to the rows in a real object store and the swap of their day over HTTP.
@QuarkusTest
@WithTestResource(KafkaTestResource.class)
@WithTestResource(ObjectStoreTestResource.class)
@WithTestResource(SftpTestResource.class)
@WithTestResource(SchemaStubResource.class)
class DataSetIT {
    private static final String ACCOUNT = "110-1234-567";
    private static final String GOOD = "id,name\n1,Ann\n2,Bo\n";
    private static final String HASHED = """
            {"source_type": "order", "source_name": "Order", "description": "", "version": 4,
             "schema": [{"name": "id", "type": "Integer"},
                        {"name": "name", "type": "String", "sensitive": {"policy": "hash"}}],
             "field_ids": {"id": 1, "name": 7}, "updated_at": 1, "updated_by": 0, "created_at": 1, "created_by": 0}
            """;

    private static final byte[] HASH_KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @Inject
    ReportStore reports;

    @Inject
    S3Client objects;

    @ConfigProperty(name = "sluice.objects.bucket")
    String bucket;

    @ConfigProperty(name = "sluice.test.sftp-volume")
    String volume;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "sluice.schema-service.url")
    String schemaUrl;

    private Platform platform;

    @BeforeEach
    void connect() {
        platform = new Platform(Path.of(volume), bootstrapServers, schemaUrl);
        platform.putSchema(ACCOUNT, "order", Platform.ORDER_SCHEMA);
        platform.answerSwaps(200);
    }

    @AfterEach
    void disconnect() {
        platform.close();
    }

    @Test
    void writesTheRowsAndSwapsTheDay() throws NoSuchAlgorithmException {
        var claim = platform.claim(platform.lay(ACCOUNT, "20200301", "csv", GOOD));

        platform.awaitValidated(1, claim);

        var file = file(claim);
        var bytes = read(file);
        assertThat(file.rows()).isEqualTo(2);
        assertThat(file.size()).isEqualTo(bytes.length);
        assertThat(file.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .startsWith("PAR1")
                .endsWith("PAR1");
        assertThat(platform.swapped(claim.job())).contains(new DaySwap(claim.job(), 3, Optional.of(file)));
    }

    @Test
    void writesAFileOfManyPartsAndLeavesNoUpload() {
        var claim = platform.claim(platform.lay(ACCOUNT, "20200302", "csv", unlikeRows(400_000)));

        var validated = platform.awaitValidated(1, claim).getFirst();

        assertThat(validated.outcome()).isEqualTo(Outcome.SUCCESS);
        var file = file(claim);
        assertThat(file.size()).isGreaterThan(8 << 20);
        assertThat(read(file)).hasSize((int) file.size());
        assertThat(objects.listMultipartUploads(request -> request.bucket(bucket))
                        .uploads())
                .extracting(MultipartUpload::key)
                .noneMatch(key -> key.contains(claim.job().jobId().value()));
    }

    @Test
    void leavesNothingOfARefusedFile() {
        var claim = platform.claim(platform.lay(ACCOUNT, "20200303", "csv", unlikeRows(400_000) + "x,y\n"));

        var validated = platform.awaitValidated(1, claim).getFirst();

        assertThat(validated.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(platform.swapped(claim.job())).isEmpty();
        assertThat(objects.listObjectsV2(request ->
                                request.bucket(bucket).prefix("lake/%s/order/data/date=2020-03-03/".formatted(ACCOUNT)))
                        .contents())
                .isEmpty();
        assertThat(objects.listMultipartUploads(request -> request.bucket(bucket))
                        .uploads())
                .extracting(MultipartUpload::key)
                .noneMatch(key -> key.contains(claim.job().jobId().value()));
    }

    @Test
    void publishesOnceDataServiceTakesTheDay() {
        try (var logged = new LoggedLines()) {
            platform.answerSwaps(503);
            var claim = platform.claim(platform.lay(ACCOUNT, "20200304", "csv", GOOD));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(logged.of("io.sluice"))
                            .anyMatch(line ->
                                    line.contains("expected 200 but PUT %s/internal/data/%s/order/20200304 answered 503"
                                            .formatted(schemaUrl, ACCOUNT))));
            var stored = file(claim);

            platform.answerSwaps(200);

            assertThat(platform.awaitValidated(1, claim))
                    .singleElement()
                    .extracting(UploadValidated::outcome)
                    .isEqualTo(Outcome.SUCCESS);
            assertThat(platform.swapped(claim.job()).orElseThrow().file()).contains(stored);
        }
    }

    /// HMAC-SHA-256 with the key; without one it would be SHA-256.
    @Test
    void hashesSensitiveValuesWithTheKeyOfTheAccount() throws IOException, GeneralSecurityException {
        platform.putSchema(ACCOUNT, "order", HASHED);
        platform.putDocument(
                "/internal/accounts/%s/hash-key".formatted(ACCOUNT),
                "{\"key\": \"%s\"}".formatted(Base64.getEncoder().encodeToString(HASH_KEY)));
        var claim = platform.claim(platform.lay(ACCOUNT, "20200305", "csv", "id,name\n1,planted-in-clear\n"));

        platform.awaitValidated(1, claim);

        var hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(HASH_KEY, "HmacSHA256"));
        assertThat(rows(read(file(claim))))
                .containsExactly(List.of(
                        1L,
                        HexFormat.of().formatHex(hmac.doFinal("planted-in-clear".getBytes(StandardCharsets.UTF_8)))));
    }

    private static List<List<Object>> rows(byte[] parquet) throws IOException {
        var stored = StoredRows.open(new StoredFile() {
            @Override
            public long size() {
                return parquet.length;
            }

            @Override
            public byte[] read(long from, int length) {
                return Arrays.copyOfRange(parquet, (int) from, (int) from + length);
            }
        });
        var rows = new ArrayList<List<Object>>();
        while (stored.next()) {
            rows.add(IntStream.range(0, stored.columns().size())
                    .mapToObj(column -> requireNonNull(stored.column(column).json()))
                    .toList());
        }
        return rows;
    }

    private DataFile file(UploadClaimed claim) {
        return reports.find(claim.job().accountId(), claim.job().jobId())
                .orElseThrow()
                .data()
                .orElseThrow();
    }

    private byte[] read(DataFile file) {
        return objects.getObjectAsBytes(request -> request.bucket(bucket).key(file.key()))
                .asByteArray();
    }

    /// Rows that hardly become smaller when they are packed.
    private static String unlikeRows(int rows) {
        var text = new StringBuilder("id,name\n");
        for (int i = 0; i < rows; i++) {
            var number = (i + 1) * 0x9E3779B97F4A7C15L;
            text.append(number)
                    .append(',')
                    .append(Long.toString(number * 31, 36))
                    .append(Long.toString(number * 37, 36))
                    .append('\n');
        }
        return text.toString();
    }
}
