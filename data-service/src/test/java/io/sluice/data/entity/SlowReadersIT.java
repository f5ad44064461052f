package io.sluice.data.entity;

import static io.sluice.data.parts.TestBatch.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountId;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.Imported;
import io.sluice.data.parts.TestBatch;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.RawConnection;
import io.sluice.web.answer.LargeAnswer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/// Clients that ask for large answers and do not take them. They may pause for 5 s in these tests.
@QuarkusTest
class SlowReadersIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int PER_ACCOUNT = 2;
    /// Those of one connection are answered one after another. The first ones fit into the buffers of the
    /// connection, and those that find no place are refused.
    private static final int ANSWERS = 12;

    private static final String LIST = "sources/batch_guest/entities";
    private static final String ONE = LIST + "/k0";

    @Inject
    S3Client objects;

    private final List<RawConnection> readers = new ArrayList<>();
    private AccountId account;

    @BeforeEach
    void importLargeEntities() {
        account = Api.knownAccount().accountId();
        var letters = new Random(1);
        Imported.of(new TestBatch(objects, account)
                .ofLines(IntStream.range(0, 3)
                        .mapToObj(i -> line(
                                "guest",
                                "insert",
                                "{\"id\":\"k%d\",\"name\":\"%s\"}".formatted(i, letters(letters, 1_000_000))))
                        .toArray(String[]::new)));
    }

    @AfterEach
    void closeReaders() {
        readers.forEach(RawConnection::close);
    }

    @Test
    void answersFewAtOnceAndCutsReadersThatPause() {
        var refused = holdPlaces(LIST);
        var large = Api.get(account, ONE);
        var other = Api.get(Api.knownAccount().accountId(), LIST);
        var served = await().atMost(TIMEOUT).until(() -> Api.get(account, LIST), answer -> answer.statusCode() == 200);

        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(refused.jsonPath().getString("detail"))
                .isEqualTo("Account %s already has 2 large answers going on, which is the limit. Try again in 5 s."
                        .formatted(account));
        assertThat(large.statusCode()).isIn(200, 429);
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(served.jsonPath().<String>getList("entities.key")).containsExactly("k0", "k1");
    }

    @Test
    void countsLargeEntitiesAsWellAsLists() {
        holdPlaces(ONE);
        readers.forEach(RawConnection::close);
        var served = await().atMost(TIMEOUT).until(() -> Api.get(account, ONE), answer -> answer.statusCode() == 200);

        assertThat(served.jsonPath().getString("value.name")).hasSize(1_000_000);
        assertThat(served.header("Content-Type")).isEqualTo("application/json;charset=UTF-8");
    }

    /// Requests whose turn comes after their client has closed the connection.
    @Test
    void keepsNoThreadForClientsThatGoAway() {
        for (int i = 0; i < 3; i++) {
            holdPlaces(ONE);
            readers.forEach(RawConnection::close);
            readers.clear();
            await().atMost(TIMEOUT).until(() -> Api.get(account, LIST).statusCode() == 200);
        }

        await().atMost(TIMEOUT)
                .until(() -> Thread.getAllStackTraces().values().stream()
                        .flatMap(Arrays::stream)
                        .noneMatch(frame -> frame.getClassName().equals(LargeAnswer.class.getName())));
    }

    /// What has a length is handed to the connection in one piece. Such answers have no limit, so none may
    /// wait for its reader with a thread.
    @Test
    void keepsNoThreadForASmallEntity() {
        Imported.of(new TestBatch(objects, account)
                .ofLines(line(
                        "guest",
                        "insert",
                        "{\"id\":\"small\",\"name\":\"%s\"}".formatted(letters(new Random(2), 65_000)))));

        var one = Api.get(account, LIST + "/small");
        var listed = Api.get(account, LIST + "?key=small");

        assertThat(List.of(one, listed))
                .allSatisfy(answer -> assertThat(answer.headers().hasHeaderWithName("Content-Length"))
                        .isTrue());
        assertThat(one.jsonPath().getString("value.name")).hasSize(65_000);
    }

    @Test
    void givesThePlaceOfAHeadRequestBack() {
        for (int i = 0; i <= PER_ACCOUNT; i++) {
            assertThat(head(LIST).statusCode()).isEqualTo(200);
            assertThat(head(ONE).statusCode()).isEqualTo(200);
        }
    }

    private Response head(String path) {
        return RestAssured.given().auth().oauth2(Tokens.tenant(account)).head("/v1/" + account + "/" + path);
    }

    /// Opens connections that read nothing until the account has no place left; returns the refusal.
    ///
    /// Those that pause are cut after a while, and the one that asks takes a place, too: one round may not be
    /// enough.
    private Response holdPlaces(String path) {
        return await().atMost(TIMEOUT)
                .until(
                        () -> {
                            IntStream.range(0, PER_ACCOUNT).forEach(i -> open(path));
                            return Api.get(account, LIST);
                        },
                        answer -> answer.statusCode() == 429);
    }

    private void open(String path) {
        var connection = RawConnection.slow(RestAssured.port, TIMEOUT);
        readers.add(connection);
        connection.write("GET /v1/%s/%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(account, path, Tokens.tenant(account))
                .repeat(ANSWERS));
    }

    private static String letters(Random random, int count) {
        return random.ints(count, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
