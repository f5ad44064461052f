package io.sluice.data.snapshot;

import static io.restassured.RestAssured.given;
import static io.sluice.data.parts.TestBatch.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.data.DataKeys;
import io.sluice.data.parts.Api;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How a tenant comes to a snapshot, and how long each one stays.
@QuarkusTest
class SnapshotIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();

    @Inject
    Instance<SnapshotScene> scenes;

    @Inject
    RemoveReplacedSnapshots replacedSnapshots;

    private SnapshotScene scene;

    @BeforeEach
    void makeAccount() {
        scene = scenes.get();
    }

    @Test
    void keepsTheSnapshotBeforeForADay() {
        scene.imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        var first = scene.requested();
        scene.imported(line("guest", "insert", "{\"id\":\"b\",\"name\":\"B\"}"));

        var second = scene.requested();

        var path = "sources/batch_guest/data?snapshot_id=";
        assertThat(second.getInt("rows")).isEqualTo(2);
        assertThat(Api.get(scene.account, path + first.getString("snapshot_id"))
                        .jsonPath()
                        .getInt("rows"))
                .isEqualTo(1);
        assertThat(SnapshotScene.download(first).statusCode()).isEqualTo(200);
        refused(
                Api.get(scene.account, path + "17"),
                404,
                "Source batch_guest has no snapshot 17, or it was replaced more than a day ago.");
    }

    /// The copy at the plain path is replaced at once, the file of the previous snapshot goes a day later.
    @Test
    void losesADeletedEntity() {
        scene.imported(
                line("guest", "insert", "{\"id\":\"a\",\"name\":\"Xanthippe\"}"),
                line("guest", "insert", "{\"id\":\"b\",\"name\":\"B\"}"));
        var first = scene.requested();
        var ref = scene.imported(line("guest", "gdpr_delete", "{\"id\":\"a\"}"));

        var second = scene.requested();

        assertThat(second.getString("batch_ref")).isEqualTo(ref.value());
        assertThat(SnapshotScene.query(
                        "select name from '%s'", SnapshotScene.download(second).asByteArray()))
                .containsExactly(List.of("B"));
        assertThat(scene.keys()).hasSize(2);
        scene.rows.rows(
                "update entity_snapshot set replaced_at = now() - interval '26 hours' where accuid = '%s' and replaced_at is not null returning 1"
                        .formatted(scene.account));
        replacedSnapshots.some();
        assertThat(scene.keys()).hasSize(1);
        assertThat(scene.table().table().snapshots()).hasSize(1);
        assertThat(SnapshotScene.download(first).statusCode()).isEqualTo(404);
        assertThat(SnapshotScene.download(second).statusCode()).isEqualTo(200);
    }

    /// That of the database: another host has taken its place.
    @Test
    void goesOnAfterAClockThatWasAhead() {
        scene.imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        scene.requested();
        var ahead = "now() + interval '1 year' where accuid = '%s' returning 1".formatted(scene.account);
        assertThat(scene.rows.rows("update entity_snapshot set taken_at = " + ahead))
                .hasSize(1);
        assertThat(scene.rows.rows("update snapshot_request set requested_at = " + ahead))
                .hasSize(1);
        assertThat(scene.rows.rows("insert into snapshot_turn (accuid, source_type, paused_until)"
                        + " select accuid, source_type, now() + interval '1 year' from entity_set where accuid = '%s'"
                                .formatted(scene.account)
                        + " on conflict (accuid, source_type) do update set paused_until = now() + interval '1 year'"
                        + " returning 1"))
                .isNotEmpty();

        scene.imported(line("guest", "insert", "{\"id\":\"b\",\"name\":\"B\"}"));
        var answer = scene.request("batch_guest", Tokens.tenant(scene.account));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        await().atMost(SnapshotScene.TIMEOUT)
                .until(() -> Api.get(scene.account, "sources/batch_guest/data")
                                .jsonPath()
                                .getInt("rows")
                        == 2);
    }

    @Test
    void hasNoFileWithoutEntities() {
        scene.imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        scene.requested();
        scene.imported(line("guest", "delete", "{\"id\":\"a\"}"));

        var empty = scene.requested();

        assertThat(empty.getInt("rows")).isZero();
        assertThat(empty.getList("files")).isEmpty();
        await().atMost(SnapshotScene.TIMEOUT)
                .until(() -> scene.files
                        .size(DataKeys.plainCopy(scene.account, scene.source().source()))
                        .isEmpty());
    }

    /// Nothing is written when nothing has changed.
    @Test
    void confirmsASnapshotThatHoldsWhatThereIs() {
        scene.imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        var first = scene.requested();

        var second = scene.requested();

        assertThat(second.getString("snapshot_id")).isEqualTo(first.getString("snapshot_id"));
        assertThat(scene.keys()).hasSize(1);
    }

    @Test
    void refusesWhatIsWrong() {
        refused(
                Api.get(scene.account, "sources/batch_guest/data"),
                404,
                "Source batch_guest has no snapshot yet. One is taken soon after the first batch.");
        refused(
                scene.request("batch_guest", Tokens.tenant(scene.account)),
                404,
                "Source batch_guest has no entities: no batch has changed it yet.");
        refused(
                scene.request("order", Tokens.tenant(scene.account)),
                404,
                "Source order of account %s is of the kind days: it takes files and has no snapshots."
                        .formatted(scene.account));
        scene.imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        scene.requested();
        var tooSoon = scene.request("batch_guest", Tokens.tenant(scene.account));
        assertThat(tooSoon.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(tooSoon.header("Retry-After"))).isBetween(1, 60);
        assertThat(tooSoon.jsonPath().getString("detail"))
                .matches("A snapshot of source batch_guest was asked for a short time ago\\. Try again in [0-9]+ s\\.");
    }

    @Test
    void isSeenByItsOwnAccountAlone() {
        scene.imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        scene.requested();
        var other = Api.knownAccount().accountId();
        var path = "/v1/%s/sources/batch_guest/data".formatted(scene.account);
        var sentence = "The token is of account %s and does not reach account %s.".formatted(other, scene.account);

        refused(given().auth().oauth2(Tokens.tenant(other)).get(path), 403, sentence);
        refused(scene.request("batch_guest", Tokens.tenant(other)), 403, sentence);
        refused(
                Api.get(other, "sources/batch_guest/data"),
                404,
                "Source batch_guest has no snapshot yet. One is taken soon after the first batch.");
        assertThat(given().auth()
                        .oauth2(Tokens.tenantWith(scene.account.value(), "scope", "data"))
                        .get(path)
                        .statusCode())
                .isEqualTo(200);
        for (var scope : List.of("data", "read")) {
            refused(
                    scene.request("batch_guest", Tokens.tenantWith(scene.account.value(), "scope", scope)),
                    403,
                    "The token's scope is \"%s\", POST needs write.".formatted(scope));
        }
        assertThat(given().get(path).statusCode()).isEqualTo(401);
    }

    @Test
    void goesWithItsAccount() {
        scene.imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        scene.requested();

        BROKER.send(TestAccount.after(scene.facts).state(AccountState.ERASED).facts());

        await().atMost(SnapshotScene.TIMEOUT)
                .until(() -> scene.rows.rows("""
                        select accuid from entity_snapshot where accuid = '%1$s'
                        union all select accuid from snapshot_request where accuid = '%1$s'
                        """.formatted(scene.account)).isEmpty());
        assertThat(scene.keys()).isEmpty();
        assertThat(scene.files.size(
                        DataKeys.plainCopy(scene.account, scene.source().source())))
                .isEmpty();
    }

    /// A client sees whole seconds: a snapshot of the second of the request may lack its batch.
    @Test
    void isAskedForTheNextFullSecond() {
        scene.imported(line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}"));
        scene.requested();
        scene.rows.rows("delete from snapshot_request where accuid = '%s' returning 1".formatted(scene.account));

        var before = scene.rows.rows("select ceil(extract(epoch from clock_timestamp()))::bigint");
        var answer = scene.request("batch_guest", Tokens.tenant(scene.account));

        var requestedAt = answer.jsonPath().getLong("requested_at");
        assertThat(requestedAt)
                .isGreaterThanOrEqualTo(Long.parseLong(before.getFirst().getFirst()));
        assertThat(scene.rows.rows(
                        "select extract(epoch from requested_at)::numeric(20, 6) from snapshot_request where accuid = '%s'"
                                .formatted(scene.account)))
                .containsExactly(List.of(requestedAt + ".000000"));
    }

    private static void refused(Response answer, int status, String detail) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo(detail);
    }
}
