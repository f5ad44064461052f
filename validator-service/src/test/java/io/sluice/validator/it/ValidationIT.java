package io.sluice.validator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import io.sluice.devstack.parts.quarkus.ObjectStoreTestResource;
import io.sluice.devstack.parts.quarkus.SftpTestResource;
import io.sluice.fixtures.http.ManagementPort;
import io.sluice.objects.report.ReportStore;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From a claim to its outcome, with a real broker, SFTP server and object store.
@QuarkusTest
@WithTestResource(KafkaTestResource.class)
@WithTestResource(ObjectStoreTestResource.class)
@WithTestResource(SftpTestResource.class)
@WithTestResource(SchemaStubResource.class)
class ValidationIT {
    private static final String ACCOUNT = "110-1234-567";
    private static final String OTHER = "acme";
    private static final String GOOD = "id,name\n1,Ann\n2,Bo\n";
    private static final String BAD = "id,name\n1,Ann\nx,Bo\n";

    @Inject
    ReportStore reports;

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
        platform.putSchema(OTHER, "order", Platform.ORDER_SCHEMA);
    }

    @AfterEach
    void disconnect() {
        platform.close();
    }

    @Test
    void acceptsAValidFile() {
        var claim = platform.claim(platform.lay(ACCOUNT, "20200101", "csv", GOOD));

        var validated = platform.awaitValidated(1, claim).getFirst();

        assertThat(validated.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(validated.rows()).isEqualTo(2);
        assertThat(validated.sha256()).contains("11589d50cefd2722483cf82a65dd300d103167531144de525366051cd7dc77f5");
        assertThat(validated.sourceName()).isEqualTo("Order");
        assertThat(validated.schemaVersion()).isEqualTo(3);
        assertThat(reports.find(claim.job().accountId(), claim.job().jobId())
                        .orElseThrow()
                        .outcome())
                .isEqualTo(validated);
        assertThat(platform.records(Topics.JOB_PROGRESS))
                .anySatisfy(progress -> assertThat(progress.value())
                        .contains(claim.job().jobId().value()));
        assertThat(validated.job().key()).isEqualTo("110-1234-567/order/20200101");
    }

    @Test
    void refusesAnInvalidFileWithItsReport() throws IOException {
        var claim = platform.claim(platform.lay(ACCOUNT, "20200102", "csv", BAD));

        var validated = platform.awaitValidated(1, claim).getFirst();

        assertThat(validated.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(validated.errorMessage()).contains("Invalid data type in column [id] at line 3; 1 error in 2 rows");
        assertThat(reports.report(claim.job().accountId(), claim.job().jobId())
                        .orElseThrow()
                        .errors())
                .singleElement()
                .satisfies(error -> assertThat(error.line()).isEqualTo(3));
        assertThat(reports.csvFile(claim.job().accountId(), claim.job().jobId()))
                .hasValueSatisfying(csv -> assertThat(new String(csv, StandardCharsets.UTF_8))
                        .startsWith("\uFEFFline,record,column,code,rule,value,message\n3,2,id,type-error,,x,"));
    }

    @Test
    void readsTsv() {
        var claim = platform.claim(platform.lay(ACCOUNT, "20200103", "tsv", "id\tname\n7\tA, B\n"));

        var validated = platform.awaitValidated(1, claim).getFirst();

        assertThat(validated.outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void publishesTheSameOutcomeForAClaimDeliveredTwice() {
        var claim = platform.claim(platform.lay(ACCOUNT, "20200104", "csv", BAD));
        platform.awaitValidated(1, claim);

        platform.claim(claim);

        var validated = platform.awaitValidated(2, claim);
        assertThat(validated).hasSize(2).allMatch(validated.getFirst()::equals);
    }

    @Test
    void keepsTheOrderOfTheVersionsOfOneDay() {
        var claims = IntStream.range(0, 8)
                .mapToObj(version -> platform.lay(ACCOUNT, "20200105", "csv", version % 2 == 0 ? BAD : GOOD))
                .toList();

        claims.forEach(platform::claim);

        var validated = platform.awaitValidated(8, claims.toArray(UploadClaimed[]::new));
        assertThat(validated.stream().map(UploadValidated::job))
                .containsExactlyElementsOf(
                        claims.stream().map(UploadClaimed::job).toList());
    }

    @Test
    void validatesSmallFilesBesideBigOnes() {
        var big = platform.layRows(ACCOUNT, "20200106", 2_000_000);
        var otherBig = platform.layRows(ACCOUNT, "20200107", 2_000_000);
        var small = IntStream.range(0, 5)
                .mapToObj(day -> platform.lay(OTHER, "2020011" + day, "csv", GOOD))
                .toArray(UploadClaimed[]::new);

        platform.claim(big);
        platform.claim(otherBig);
        List.of(small).forEach(platform::claim);

        var smallDone = platform.awaitValidated(5, small).stream()
                .map(UploadValidated::validatedAt)
                .max(Instant::compareTo)
                .orElseThrow();
        var bigDone = platform.awaitValidated(2, big, otherBig).stream()
                .map(UploadValidated::validatedAt)
                .max(Instant::compareTo)
                .orElseThrow();
        assertThat(smallDone).isBefore(bigDone);
        assertThat(platform.awaitValidated(2, big, otherBig)).allMatch(done -> done.rows() == 2_000_000);
    }

    @Test
    void usesAChangedSchemaForTheNextFile() {
        var before = platform.claim(platform.lay(OTHER, "20200120", "csv", GOOD));
        platform.awaitValidated(1, before);
        platform.putSchema(
                OTHER,
                "order",
                Platform.ORDER_SCHEMA
                        .replace("\"Integer\"", "\"Boolean\"")
                        .replace("\"version\": 3", "\"version\": 4"));

        var after = platform.claim(platform.lay(OTHER, "20200121", "csv", GOOD));

        var validated = platform.awaitValidated(1, after).getFirst();
        assertThat(validated.schemaVersion()).isEqualTo(4);
        assertThat(validated.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void failsAFileOfAnUnknownSource() {
        platform.removeSchema(OTHER, "order");

        var claim = platform.claim(platform.lay(OTHER, "20200122", "csv", GOOD));

        var validated = platform.awaitValidated(1, claim).getFirst();
        assertThat(validated.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(validated.errorMessage()).contains("No schema for source [order]; 1 error in 0 rows");
    }

    @Test
    void validatesAChangedFileOnceItStopsChanging() throws IOException {
        var claim = platform.lay(ACCOUNT, "20200108", "csv", GOOD);
        var file = platform.onDisk(claim.job());
        Files.writeString(file, GOOD + "3,Cy\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-27T00:00:00Z")));

        platform.claim(claim);

        var validated = platform.awaitValidated(1, claim).getFirst();
        assertThat(validated.rows()).isEqualTo(3);
        assertThat(validated.size()).isEqualTo(Files.size(file));
    }

    @Test
    void sendsAnUnreadableClaimToTheDeadLettersAndContinues() {
        platform.send("110-1234-567/order/20200109", "{\"job\": \"no claim 4711\"}");
        var claim = platform.claim(platform.lay(ACCOUNT, "20200109", "csv", GOOD));

        platform.awaitValidated(1, claim);

        var dead = platform.awaitDeadLetter("no claim 4711");
        assertThat(new String(dead.headers().lastHeader("dead-letter-reason").value(), StandardCharsets.UTF_8))
                .startsWith("expected a UploadClaimed but the record cannot be read as one");
    }

    @Test
    void endsAJobWhoseFileIsLost() throws IOException {
        var claim = platform.lay(ACCOUNT, "20200110", "csv", GOOD);
        Files.delete(platform.onDisk(claim.job()));

        platform.claim(claim);

        var validated = platform.awaitValidated(1, claim).getFirst();
        assertThat(validated.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(validated.firstErrors())
                .singleElement()
                .extracting(ErrorDocument::code, ErrorDocument::message)
                .containsExactly(
                        "internal-error",
                        "Could not be checked: Sluice lost the file before it was checked; upload it again");
        assertThat(RestAssured.get(ManagementPort.url("/q/metrics")).asString())
                .contains("sluice_validation_internal_errors_total");
    }

    @Test
    void countsItsRequestsToOthers() {
        var claim = platform.claim(platform.lay(ACCOUNT, "20200121", "csv", GOOD));
        platform.awaitValidated(1, claim);

        var metrics = RestAssured.get(ManagementPort.url("/q/metrics"))
                .asString()
                .lines()
                .toList();

        assertThat(metrics)
                .filteredOn(line -> line.startsWith("http_client_requests_seconds_count"))
                .anyMatch(line -> line.contains("uri=\"/v1/{accuid}/sources/{source_type}/schema\""))
                .anyMatch(line -> line.contains("uri=\"/internal/data/{accuid}/{source_type}/{date}\""))
                .noneMatch(line -> line.contains(ACCOUNT));
        assertThat(metrics)
                .filteredOn(line -> line.startsWith("sluice_objects_requests_seconds_count"))
                .anyMatch(line -> line.contains("operation=\"PutObject\"") && line.contains("outcome=\"success\""));
    }

    @Test
    void reportsHealthAndMetrics() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> RestAssured.get(ManagementPort.url("/q/health/ready"))
                        .then()
                        .statusCode(200));
        var metrics = RestAssured.get(ManagementPort.url("/q/metrics")).asString();

        assertThat(metrics).contains("sluice_validation_waiting");
    }
}
