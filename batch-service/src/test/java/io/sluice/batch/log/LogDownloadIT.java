package io.sluice.batch.log;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.batch.parts.Client;
import io.sluice.batch.parts.DataService;
import io.sluice.contracts.event.Outcome;
import io.sluice.fixtures.http.RawConnection;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Clients that read a large log slowly. The reader of a log may pause for 5 s in these tests.
@QuarkusTest
class LogDownloadIT {
    /// More than the buffers of a connection take.
    private static final int LARGE = 24 << 20;
    private static final int PER_ACCOUNT = 4;

    @Inject
    S3Client objects;

    @ConfigProperty(name = "sluice.objects.bucket")
    String bucket;

    private Client client;
    private String address;

    @BeforeEach
    void failBatch() {
        client = Client.ofFreshAccount();
        var batch = client.allocated(Client.file(10));
        Client.upload(batch);
        var log = "batch-logs/%s/%s.gz".formatted(client.account(), batch.uuid());
        objects.putObject(request -> request.bucket(bucket).key(log), RequestBody.fromBytes(new byte[LARGE]));
        DataService.send(DataService.finished(client, batch, Outcome.FAILED, 1, Optional.of(log)));
        await().atMost(Client.TIMEOUT).until(() -> client.code(batch.uuid()).equals("error"));
        address = Client.path(client.status(batch.uuid()).jsonPath().getString("status.log"));
    }

    @Test
    void sendsFewLogsOfAnAccountAtOnceAndCutsReadersThatPause() {
        try (var http = HttpClient.newHttpClient()) {
            var paused = new ArrayList<HttpResponse<InputStream>>();
            // Those that pause are cut after a while, so one round may be too slow.
            var refused = await().atMost(Client.TIMEOUT)
                    .until(
                            () -> {
                                IntStream.range(0, PER_ACCOUNT).forEach(i -> paused.add(ask(http)));
                                return download();
                            },
                            answer -> answer.statusCode() == 429);

            var served = await().atMost(Client.TIMEOUT).until(this::download, answer -> answer.statusCode() == 200);

            assertThat(paused.getFirst().statusCode()).isEqualTo(200);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(refused.jsonPath().getString("message"))
                    .isEqualTo("Account %s already has 4 log downloads going on, which is the limit. Try again in 5 s."
                            .formatted(client.account()));
            assertThat(served.asByteArray()).hasSize(LARGE);
            assertThatThrownBy(() -> paused.getFirst().body().readAllBytes()).isInstanceOf(IOException.class);
            http.shutdownNow();
        }
    }

    /// Reads the head of the answer.
    private HttpResponse<InputStream> ask(HttpClient http) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(RestAssured.port, address)))
                            .build(),
                    BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void givesPlacesOfClientsBackThatGoAway() {
        open(PER_ACCOUNT).forEach(RawConnection::close);

        await().atMost(Client.TIMEOUT).until(() -> download().statusCode() == 200);
    }

    /// Clients send the same header with all their requests.
    @Test
    void sendsLogWhateverIsAccepted() {
        for (var accept : List.of("application/json", "text/html,application/xml;q=0.9", "gzip")) {
            assertThat(accepting(accept).head(address).statusCode()).as(accept).isEqualTo(200);
            assertThat(accepting(accept).get(address).contentType()).as(accept).isEqualTo("application/gzip");
        }
    }

    private static RequestSpecification accepting(String types) {
        return given().urlEncodingEnabled(false).header("Accept", types);
    }

    @Test
    void answersHeadWithoutReadingTheLog() {
        for (int i = 0; i <= PER_ACCOUNT; i++) {
            var head = given().urlEncodingEnabled(false).head(address);

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.contentType()).isEqualTo("application/gzip");
            assertThat(head.header("Content-Disposition")).startsWith("attachment; filename=");
        }
        assertThat(download().asByteArray()).hasSize(LARGE);
        assertThat(given().urlEncodingEnabled(false)
                        .head(address.replace("&sig=", "&sig=x"))
                        .statusCode())
                .isEqualTo(401);
    }

    private List<RawConnection> open(int connections) {
        return IntStream.range(0, connections)
                .mapToObj(i -> {
                    var connection = RawConnection.to(RestAssured.port, Client.TIMEOUT);
                    connection.write("GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(address));
                    return connection;
                })
                .toList();
    }

    private Response download() {
        return given().urlEncodingEnabled(false).get(address);
    }
}
