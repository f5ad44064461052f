package io.sluice.job.folder;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountId;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import io.sluice.job.parts.Api;
import io.sluice.job.parts.Folder;
import io.sluice.job.parts.VisitedRows;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FilesIT {
    private static final Instant SEEN = Instant.ofEpochSecond(1_621_563_084);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Inject
    FolderEventStore store;

    @Inject
    Pool database;

    @Test
    void listsIgnoredAndWaitingFilesApart() {
        var account = Api.knownAccount();
        store.observed(Folder.observed(
                        account,
                        SEEN.plusSeconds(9),
                        Folder.waiting("20200125", SEEN, SEEN.plusSeconds(600)),
                        Folder.ignored("my order.csv", "The name does not begin with a date and _", "none", SEEN)))
                .await()
                .atMost(TIMEOUT);

        var ignored = Api.get(account, "files?state=ignored").asString();
        var waiting = Api.get(account, "files?state=waiting").asString();

        assertThat(ignored).isEqualTo("""
                {"files":[{"path":"/sources/order/my order.csv","size":78,\
                "reason":"The name does not begin with a date and _","seen_at":1621563084}]}""");
        assertThat(waiting).isEqualTo("""
                {"files":[{"path":"/sources/order/20200125_order.csv","size":77,\
                "reason":"Complete, waits for the pick-up","seen_at":1621563084}]}""");
    }

    @Test
    void replacesAnObservationOfAClockThatWasAhead() {
        var account = Api.knownAccount();
        store.observed(Folder.observed(
                        account,
                        Instant.now().plusSeconds(86_400),
                        Folder.waiting("20200125", SEEN, SEEN.plusSeconds(600))))
                .await()
                .atMost(TIMEOUT);

        store.observed(Folder.observed(account, Instant.now())).await().atMost(TIMEOUT);

        assertThat(Api.get(account, "files?state=waiting").asString()).isEqualTo("{\"files\":[]}");
    }

    /// A file that a job of its day has taken is not listed.
    @Test
    void comparesManyFilesWithManyJobsOfADay() {
        var account = Api.knownAccount();
        execute("""
                insert into job (job_id, accuid, source_type, data_date, file_name)
                select 'f' || to_char(n, 'FM0000000000000000000000000000000'), $1, 'order', '2020-01-25', '20200125_order.csv'
                from generate_series(1, 3000) n
                """, account);
        execute(
                "insert into folder (accuid, folder, observed_at, total) values ($1, '/sources/order', now(), 600)",
                account);
        execute("""
                insert into seen_file
                    (accuid, folder, observed_at, path, file_name, folder_type, state, reason, size, seen_at, data_date)
                select $1, '/sources/order', now(), '/sources/order/' || n, '20200125_' || n, 'order', 'ignored', 'none', 1,
                    now(), '2020-01-25' from generate_series(1, 600) n
                """, account);

        var visited = VisitedRows.of(database, FolderStore.UNCLAIMED, Tuple.of(account.value(), "ignored", "", 1_000));

        assertThat(visited).isLessThan(50_000);
    }

    private void execute(String sql, AccountId account) {
        database.preparedQuery(sql).execute(Tuple.of(account.value())).await().atMost(TIMEOUT);
    }

    @Test
    void listsFilesPageByPage() {
        var account = Api.knownAccount();
        store.observed(Folder.observed(
                        account,
                        SEEN,
                        Folder.ignored("a.txt", "Unknown extension .txt", "none", SEEN),
                        Folder.ignored("b.txt", "Unknown extension .txt", "none", SEEN),
                        Folder.ignored("ü.txt", "Unknown extension .txt", "none", SEEN)))
                .await()
                .atMost(TIMEOUT);

        var first = Api.get(account, "files?state=ignored&limit=2").jsonPath();
        var second = Api.get(account, "files?state=ignored&limit=2&cursor=" + first.getString("next"))
                .jsonPath();

        assertThat(first.getList("files.path")).containsExactly("/sources/order/a.txt", "/sources/order/b.txt");
        assertThat(second.getList("files.path")).containsExactly("/sources/order/ü.txt");
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void listsFilesOfAllAccountsForAdministrators() {
        // Sorted before the accounts of other tests.
        var first = TestAccount.of("000-first").facts();
        var second = TestAccount.of("000-second").facts();
        for (var account : List.of(first, second)) {
            store.observed(Folder.observed(
                            account.accountId(),
                            SEEN,
                            Folder.ignored("a.txt", "Unknown extension .txt", "none", SEEN),
                            Folder.ignored("b.txt", "Unknown extension .txt", "none", SEEN)))
                    .await()
                    .atMost(TIMEOUT);
        }

        var page = all("limit=3").jsonPath();
        var rest = all("limit=1&cursor=" + page.getString("next")).jsonPath();

        assertThat(page.getList("files.accuid")).isEqualTo(List.of("000-first", "000-first", "000-second"));
        assertThat(page.getMap("files[0]"))
                .isEqualTo(Map.of(
                        "accuid",
                        "000-first",
                        "path",
                        "/sources/order/a.txt",
                        "size",
                        78,
                        "reason",
                        "Unknown extension .txt",
                        "seen_at",
                        1_621_563_084));
        assertThat(rest.getList("files.path")).isEqualTo(List.of("/sources/order/b.txt"));
        assertThat(rest.getList("files.accuid")).isEqualTo(List.of("000-second"));
        assertThat(all("cursor=eA").jsonPath().getString("detail"))
                .isEqualTo("cursor is \"eA\", expected the next of a previous page.");
        assertThat(given().auth()
                        .oauth2(Tokens.tenant(Api.knownAccount()))
                        .get("/v1/files?state=ignored")
                        .statusCode())
                .isEqualTo(403);
    }

    private static Response all(String query) {
        return given().auth().oauth2(Tokens.admin()).urlEncodingEnabled(false).get("/v1/files?state=ignored&" + query);
    }

    @Test
    void removesFilesThatAreNoLongerThere() {
        var account = Api.knownAccount();
        store.observed(Folder.observed(account, SEEN, Folder.ignored("a.txt", "Unknown extension .txt", "none", SEEN)))
                .await()
                .atMost(TIMEOUT);

        store.observed(Folder.observed(account, SEEN.plusSeconds(1))).await().atMost(TIMEOUT);

        assertThat(Api.get(account, "files?state=ignored").asString()).isEqualTo("{\"files\":[]}");
    }

    @Test
    void ignoresAnOlderObservation() {
        var account = Api.knownAccount();
        store.observed(Folder.observed(account, SEEN.plusSeconds(1))).await().atMost(TIMEOUT);

        store.observed(Folder.observed(account, SEEN, Folder.ignored("a.txt", "Unknown extension .txt", "none", SEEN)))
                .await()
                .atMost(TIMEOUT);

        assertThat(Api.get(account, "files?state=ignored").asString()).isEqualTo("{\"files\":[]}");
    }

    @Test
    void refusesAnUnknownState() {
        var answer = Api.get(Api.knownAccount(), "files?state=all");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo("state is \"all\", expected ignored or waiting.");
    }
}
