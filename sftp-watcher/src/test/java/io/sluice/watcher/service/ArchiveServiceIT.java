package io.sluice.watcher.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.archive.ArchiveObjects;
import io.sluice.contracts.file.JobId;
import io.sluice.devstack.parts.quarkus.KafkaTestResource;
import io.sluice.devstack.parts.quarkus.ObjectStoreTestResource;
import io.sluice.devstack.parts.quarkus.SftpTestResource;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.ManagementPort;
import io.sluice.fixtures.http.WrongValueRun;
import io.sluice.watcher.testing.World;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What administrators see of the archive over HTTP.
@QuarkusTest
@WithTestResource(KafkaTestResource.class)
@WithTestResource(ObjectStoreTestResource.class)
@WithTestResource(SftpTestResource.class)
@WithTestResource(SurroundingsResource.class)
class ArchiveServiceIT {
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final String FIRST = "0193f000000070008000000000000001";
    private static final String SECOND = "0193f000000070008000000000000002";

    @Inject
    ArchiveObjects objects;

    @ConfigProperty(name = "sluice.test.sftp-volume")
    Path volume;

    @BeforeEach
    void archive() throws Exception {
        archived(FIRST, "20190101", "id\n1\n");
        archived(SECOND, "20190102", "id\n2\n");
        BrokerClient.ofApplication().send(World.accountFacts("acme", "order", "member"));
        await().atMost(LONG).until(() -> admin().get("/v1/acme/archive").statusCode() == 200);
    }

    @Test
    void listsWhatIsArchived() {
        admin().get("/v1/acme/archive?source_type=order&from=20190101&to=20190101")
                .then()
                .statusCode(200)
                .body("files.size()", equalTo(1))
                .body("files[0].job_id", equalTo(FIRST))
                .body("files[0].source_type", equalTo("order"))
                .body("files[0].file_name", equalTo("20190101_order.csv"))
                .body("files[0].data_date", equalTo("20190101"))
                .body("files[0].outcome", equalTo("success"))
                .body("files[0].size", equalTo(5))
                .body("files[0].sha256", equalTo(sha256("id\n1\n")))
                .body("files[0].released_at", equalTo(1_700_000_000))
                .body("files[0].key", equalTo(key(FIRST, "20190101")))
                .body("next", nullValue());
    }

    @Test
    void listsPageByPage() {
        var first = admin().get("/v1/acme/archive?source_type=order&to=20190102&limit=1");
        String next = first.path("next");

        var second = admin().get("/v1/acme/archive?source_type=order&to=20190102&limit=1&cursor=" + next);

        assertThat(first.<String>path("files[0].job_id")).isEqualTo(FIRST);
        assertThat(second.<String>path("files[0].job_id")).isEqualTo(SECOND);
        assertThat(second.<String>path("next")).isNull();
    }

    @Test
    void replayedFileIsAnnouncedAndLiesInProcessing() throws Exception {
        String job = replay(FIRST, "20190101", false)
                .then()
                .statusCode(202)
                .body("replay_of", equalTo(FIRST))
                .body("job.file_name", equalTo("20190101_order.csv"))
                .extract()
                .path("job.job_id");

        assertThat(Files.readString(volume.resolve("processing/acme/" + job + "/20190101_order.csv")))
                .isEqualTo("id\n1\n");
        assertThat(volume.resolve("released/replays")).isEmptyDirectory();
    }

    @Test
    void laterAttemptIsAConflict() throws Exception {
        var later = JobId.at(System.currentTimeMillis());
        var claimed = Files.createDirectories(volume.resolve("processing/acme/" + later));
        Files.writeString(claimed.resolve("20190102_order.csv"), "id\n9\n");

        replay(SECOND, "20190102", false)
                .then()
                .statusCode(409)
                .body(
                        "detail",
                        equalTo(("Job %s is a later attempt of the same day and is being checked. A replay of job %s"
                                        + " would replace it; send {\"force\": true} to replay it all the same.")
                                .formatted(later, SECOND)));
        replay(SECOND, "20190102", true).then().statusCode(202);
    }

    @Test
    void jobWithoutAFileIsNotFound() {
        var job = "f".repeat(32);

        replay(job, "20190103", true)
                .then()
                .statusCode(404)
                .body(
                        "detail",
                        equalTo("The file of job " + job
                                + " is neither in its folder nor in the archive any more; upload it again."));
    }

    @Test
    void onlyServicesReplay() {
        for (var role : List.of("admin", "tenant")) {
            as(role).contentType("application/json")
                    .body("{}")
                    .post("/internal/replays")
                    .then()
                    .statusCode(403);
        }
        given().contentType("application/json")
                .body("{}")
                .post("/internal/replays")
                .then()
                .statusCode(401);
    }

    @Test
    void unknownAccountIsNotFound() {
        admin().get("/v1/nobody/archive")
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no account \"nobody\"."));
    }

    @Test
    void tenantReachesNothingOfIt() {
        as("tenant").get("/v1/acme/archive").then().statusCode(403);
        given().get("/v1/acme/archive").then().statusCode(401);
    }

    @Test
    void badParameterIsNamed() {
        admin().get("/v1/acme/archive?from=20190230")
                .then()
                .statusCode(400)
                .body("detail", containsString("from is \"20190230\""));
        admin().get("/v1/acme/archive?from=20190102&to=20190101").then().statusCode(400);
        admin().get("/v1/acme/archive?limit=0").then().statusCode(400);
        admin().get("/v1/acme/archive?cursor=bm8").then().statusCode(400);
        admin().get("/v1/acme/archive?source_type=Order").then().statusCode(400);
    }

    @Test
    void showsItsMetrics() {
        given().get(ManagementPort.url("/q/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("sluice_archive_files_total"))
                .body(containsString("sluice_archive_bytes_total"))
                .body(containsString("sluice_archive_failures_total"))
                .body(containsString("sluice_archive_clock_held"));
    }

    private void archived(String job, String date, String content) {
        objects.write(
                key(job, date),
                Map.of(
                        "job-id",
                        job,
                        "file-name",
                        date + "_order.csv",
                        "sha256",
                        sha256(content),
                        "size",
                        Integer.toString(content.length()),
                        "outcome",
                        "success",
                        "released-at",
                        "2023-11-14T22:13:20Z"),
                to -> {
                    try (var gzip = new GZIPOutputStream(to)) {
                        gzip.write(content.getBytes(StandardCharsets.UTF_8));
                    }
                });
    }

    @Test
    void replaysNothingOfAnAccountThatIsNotThere() {
        as("job-service")
                .contentType("application/json")
                .body("""
                        {"job": {"job_id": "%s", "accuid": "nobody", "source_type": "order", "data_date": "20190101",
                         "file_name": "20190101_order.csv"}, "force": false}
                        """.formatted(FIRST))
                .post("/internal/replays")
                .then()
                .statusCode(404)
                .body("detail", equalTo("There is no account \"nobody\"."));
    }

    @Test
    void answersWrongValuesWithProblems() {
        answersWrongValuesWithProblems(3);
    }

    @Test
    @Tag("long")
    void answersWrongValuesAtEachPlaceWithProblems() {
        answersWrongValuesWithProblems(1);
    }

    private static void answersWrongValuesWithProblems(int share) {
        var run = WrongValueRun.against(RestAssured.port)
                .inTurns(share)
                .token("admin", Tokens.admin())
                .token("job-service", Tokens.role("job-service").sign())
                .parameter("accuid", "acme")
                .body("POST /internal/replays", """
                        {"job": {"job_id": "%s", "accuid": "acme", "source_type": "order", "data_date": "20190103",
                         "file_name": "20190103_order.csv"}, "force": false}""".formatted("e".repeat(32)))
                .body("POST /v1/{accuid}/files/confirm", """
                        {"path": "/sources/order/20190104_order.csv"}""");

        var wrong = run.send();

        System.out.println("sftp-watcher: " + run.summary());
        assertThat(wrong).isEmpty();
    }

    private static String key(String job, String date) {
        return "archive/acme/order/2019/01/%s_order.%s.csv.gz".formatted(date, job);
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Response replay(String job, String date, boolean force) {
        return as("job-service")
                .contentType("application/json")
                .body("""
                        {"job": {"job_id": "%s", "accuid": "acme", "source_type": "order", "data_date": "%s",
                         "file_name": "%s_order.csv"}, "force": %s}
                        """.formatted(job, date, date, force))
                .post("/internal/replays");
    }

    private static RequestSpecification admin() {
        return as("admin");
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.role(role).claim("accuid", "acme").sign());
    }
}
