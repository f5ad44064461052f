package io.sluice.data.entity;

import static io.restassured.RestAssured.given;
import static io.sluice.data.parts.TestBatch.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.Topics;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.Imported;
import io.sluice.data.parts.TestBatch;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

/// From `batch-received` to the API: batches come over Kafka, entities are read over HTTP.
@QuarkusTest
class EntitiesIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String SHA_256_OF_ANNA = "f7d54c22dda5b1780276601cd005909b70543fc4a6ba72d735b4cb9bbb611f01";

    @Inject
    S3Client objects;

    @Inject
    DataSource database;

    private AccountFacts facts;
    private AccountId account;
    private TestBatch batches;

    @BeforeEach
    void makeAccount() {
        facts = Api.knownAccount();
        account = facts.accountId();
        batches = new TestBatch(objects, account);
    }

    @Test
    void answersWhatABatchMade() {
        var batch = batches.ofLines(
                "", line("guest", "insert", "{\"id\":\"a/b c%\",\"name\":\"A\",\"points\":12345678901234567.10}"));

        var outcome = Imported.of(batch);

        assertThat(outcome.succeededCount()).isEqualTo(1);
        assertThat(outcome.sources())
                .extracting(BatchFinished.Source::sourceName)
                .containsExactly("Guest");
        var answer = Api.get(account, "sources/batch_guest/entities/a%2Fb%20c%25");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString())
                .matches("\\{\"key\":\"a/b c%\",\"value\":"
                        + "\\{\"id\": \"a/b c%\", \"name\": \"A\", \"points\": 12345678901234567.10},"
                        + "\"batch\":\"" + batch.batchRef() + "\",\"line\":2,\"updated_at\":[0-9]+}");
    }

    /// Not every proxy passes an escaped slash on within a path.
    @Test
    void listsTheEntityOfAKeyWithASlash() {
        Imported.of(batches.ofLines(
                line("guest", "insert", "{\"id\":\"a/b\",\"name\":\"A\"}"),
                line("guest", "insert", "{\"id\":\"a/b/c\",\"name\":\"B\"}")));

        var found = Api.get(account, "sources/batch_guest/entities?key=a/b").jsonPath();
        var none = Api.get(account, "sources/batch_guest/entities?key=a").asString();

        assertThat(found.<String>getList("entities.value.name")).containsExactly("A");
        assertThat(found.getString("next")).isNull();
        assertThat(none).isEqualTo("{\"entities\":[],\"next\":null}");
    }

    /// The parts of a key are joined by a colon. Of a sensitive field the hash is the part, as in the value.
    @Test
    void answersAnEntityByThePartsOfItsKey() {
        Imported.of(batches.ofLines(
                line("member", "insert", "{\"provider\":\"shop ä/+;?#\",\"id\":\"anna@example.com\"}"),
                line("pair", "insert", "{\"shop\":\"north\",\"no\":7}"),
                line("guest", "insert", "{\"id\":\"a:b:c\",\"name\":\"A\"}")));
        var path = "sources/batch_member/entities/shop%20%C3%A4%2F%2B%3B%3F%23:";

        var member = Api.get(account, path + SHA_256_OF_ANNA);

        assertThat(member.statusCode()).isEqualTo(200);
        assertThat(member.jsonPath().getString("key")).isEqualTo("shop ä/+;?#:" + SHA_256_OF_ANNA);
        assertThat(member.jsonPath().<String, String>getMap("value"))
                .isEqualTo(Map.of("provider", "shop ä/+;?#", "id", SHA_256_OF_ANNA));
        assertThat(Api.get(account, path + "anna@example.com").statusCode()).isEqualTo(404);
        assertThat(Api.get(account, "sources/batch_pair/entities/north:7").statusCode())
                .isEqualTo(200);
        assertThat(Api.get(account, "sources/batch_pair/entities/north%3A7").statusCode())
                .isEqualTo(200);
        assertThat(Api.get(account, "sources/batch_guest/entities/a:b:c").statusCode())
                .isEqualTo(200);
        assertThat(Api.get(account, "sources/batch_guest/entities/a:b").statusCode())
                .isEqualTo(404);
    }

    /// No history of an entity is kept, so nothing of it is left in the database.
    @Test
    void leavesNothingOfAnEntityAfterGdprDelete() {
        Imported.of(batches.ofLines(line("guest", "insert", "{\"id\":\"k\",\"name\":\"Xanthippe\"}")));
        Imported.of(batches.ofLines(line("guest", "upsert", "{\"id\":\"k\",\"name\":\"Xanthippe II\"}")));

        var outcome = Imported.of(batches.ofLines(
                line("guest", "gdpr_delete", "{\"id\":\"k\"}"), line("guest", "gdpr_delete", "{\"id\":\"k\"}")));

        assertThat(outcome.firstErrors()).extracting(BatchLogLine::code).containsExactly("404");
        assertThat(Api.get(account, "sources/batch_guest/entities/k").statusCode())
                .isEqualTo(404);
        assertThat(pages("limit=2")).isEmpty();
        assertThat(pages("updated_since=1&limit=2")).isEmpty();
        assertThat(new EntityTable(database).rows("""
                        select value::text from entity where value::text like '%Xanthippe%'
                        union all select event::text from batch_outcome where event::text like '%Xanthippe%'
                        """)).isEmpty();
    }

    @Test
    void listsByKeyAndByChange() {
        Imported.of(batches.ofLines(IntStream.range(0, 5)
                .mapToObj(i -> line("guest", "insert", "{\"id\":\"k%d\",\"name\":\"A\"}".formatted(i)))
                .toArray(String[]::new)));
        var since =
                Api.get(account, "sources/batch_guest/entities/k0").jsonPath().getLong("updated_at");
        Imported.of(batches.ofLines(line("guest", "upsert", "{\"id\":\"k1\",\"name\":\"B\"}")));

        assertThat(pages("limit=2")).isEqualTo(List.of("k0", "k1", "k2", "k3", "k4"));
        assertThat(pages("after_key=k2&limit=1")).isEqualTo(List.of("k3", "k4"));
        assertThat(pages("updated_since=" + since + "&limit=2")).isEqualTo(List.of("k0", "k2", "k3", "k4", "k1"));
        assertThat(pages("updated_since=" + (since + 100_000))).isEmpty();
    }

    @Test
    void aPageOfLargeEntitiesHasFewerThanItsLimit() {
        // Letters that do not pack: a file that unpacks to 200 times its size is refused.
        var letters = new Random(1);
        Imported.of(batches.ofLines(IntStream.range(0, 8)
                .mapToObj(i -> line(
                        "guest",
                        "insert",
                        "{\"id\":\"k%d\",\"name\":\"%s\"}".formatted(i, letters(letters, 1_000_000))))
                .toArray(String[]::new)));

        var page = Api.get(account, "sources/batch_guest/entities").jsonPath();

        assertThat(page.<String>getList("entities.key")).hasSize(2);
        assertThat(pages("limit=7")).isEqualTo(List.of("k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7"));
        assertThat(pages("updated_since=1&limit=7")).hasSize(8);
    }

    private static String letters(Random random, int count) {
        return random.ints(count, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private List<String> pages(String query) {
        var keys = new ArrayList<String>();
        var path = "sources/batch_guest/entities?" + query;
        var limit = query.replaceAll(".*(limit=[0-9]+).*", "$1");
        while (path != null) {
            var page = Api.get(account, path).jsonPath();
            keys.addAll(page.<String>getList("entities.key"));
            var next = page.getString("next");
            path = next == null ? null : "sources/batch_guest/entities?cursor=" + next + "&" + limit;
        }
        return keys;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch_guest/entities/nobody | 404 | Source batch_guest has no entity of that key.",
                "batch_guest/entities/%00 | 404 | Source batch_guest has no entity of that key.",
                "order/entities | 404 | Source order of account ACCOUNT is of the kind days: it takes files and has no entities.",
                "nothing/entities | 404 | Account ACCOUNT has no source \"nothing\". Its sources are listed at /v1/ACCOUNT/sources.",
                "batch_guest/entities?limit=0 | 400 | limit is \"0\", expected a number from 1 to 1000.",
                "batch_guest/entities?updated_since=now | 400 | updated_since is \"now\", expected epoch seconds.",
                "batch_guest/entities?cursor=x | 400 | cursor is \"x\", expected the next of a previous page.",
                "batch_guest/entities?after_key=a&updated_since=1 | 400 | key, after_key, updated_since and cursor each say what to list; expected one of them.",
                "batch_guest/entities?key=a&after_key=b | 400 | key, after_key, updated_since and cursor each say what to list; expected one of them.",
                "batch_guest/entities?key=%00 | 400 | key has the character U+0000, which no key has."
            })
    void refusesWhatIsWrong(String path, int status, String detail) {
        var answer = Api.get(account, "sources/" + path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo(detail.replace("ACCOUNT", account.value()));
    }

    @Test
    void keepsOneTenantFromAnother() {
        var path = "/v1/%s/sources/batch_guest/entities/x".formatted(account);
        var foreign = Api.knownAccount().accountId();

        assertThat(given().auth().oauth2(Tokens.tenant(foreign)).get(path).statusCode())
                .isEqualTo(403);
        assertThat(given().get(path).statusCode()).isEqualTo(401);
        assertThat(Api.get(TestAccount.freshId(), "sources/batch_guest/entities/x")
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void anUnreadableEventGoesToTheDeadLetters() {
        var poison = "{\"batch_ref\": \"%s\"}".formatted(account);

        BROKER.send(Topics.BATCH_RECEIVED, account.value(), poison);
        Imported.of(batches.ofLines(line("event", "insert", "{}")));

        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(BROKER.values(Topics.deadLetters(Topics.BATCH_RECEIVED)))
                        .contains(poison));
    }

    @Test
    void removesTheEntitiesOfAnErasedAccount() {
        var batch = batches.ofLines(line("event", "insert", "{}"), line("event", "delete", "{}"));
        Imported.of(batch);
        var table = new EntityTable(database);
        assertThat(table.of(account)).isNotEmpty();

        BROKER.send(TestAccount.after(facts).state(AccountState.ERASED).facts());

        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(table.rows("""
                    select accuid from entity_set where accuid = '%1$s'
                    union all select accuid from batch_outcome where accuid = '%1$s'
                    """.formatted(account))).isEmpty();
            assertThat(table.of(account)).isEmpty();
        });
        assertThat(objects.listObjectsV2(
                                request -> request.bucket(TestBatch.bucket()).prefix("batch-logs/" + account + "/"))
                        .contents())
                .isEmpty();
        assertThat(Imported.of(batches.ofLines(line("event", "insert", "{}")))
                        .firstErrors()
                        .getFirst()
                        .code())
                .isEqualTo("403");
        assertThat(table.of(account)).isEmpty();
        Imported.send(batch);
        Imported.of(batches.ofLines("nonsense"));
        assertThat(BROKER.events(Topics.BATCH_FINISHED, BatchFinished.class))
                .filteredOn(event -> event.batchRef().equals(batch.batchRef()))
                .as("a batch that is delivered again has its outcome")
                .hasSize(1);
    }
}
