package io.sluice.data.manifest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.data.DaySwap;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.Lake;
import io.sluice.data.table.LakeFiles;
import io.sluice.fixtures.Tokens;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
class DifferenceIT {
    private static final String DAY = "20200125";
    private static final String IDS = "{id: 1, amount: 2, note: 3}";

    @Inject
    S3Client objects;

    @Inject
    DataSource database;

    @Inject
    LakeFiles files;

    private AccountId account;
    private Lake lake;

    @BeforeEach
    void makeAccount() {
        account = Api.knownAccount().accountId();
        lake = new Lake(objects, database, files, account);
    }

    @Test
    void saysWhatACorrectionChanged() {
        var first = swap(1, "(1, 1.00, 'same'), (2, 2.00, 'old'), (3, 3.00, 'gone')", 3);
        var second = swap(1, "(1, 1.00, 'same'), (2, 2.50, null), (4, 4.00, null)", 3);

        var answer = diff("");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString())
                .matches(("\\{\"source_type\":\"order\",\"data_date\":\"20200125\","
                                + "\"from\":\\{\"job_id\":\"%s\",\"schema_version\":1,\"rows\":3,\"snapshot_id\":\"[0-9]+\",\"updated_at\":[0-9]{10}},"
                                + "\"to\":\\{\"job_id\":\"%s\",\"schema_version\":1,\"rows\":3,\"snapshot_id\":\"[0-9]+\",\"updated_at\":[0-9]{10}},"
                                + "\"primary_key\":\\[\"id\"],\"columns\":\\{\"added\":\\[],\"removed\":\\[],\"renamed\":\\[]},"
                                + "\"counts\":\\{\"added\":1,\"removed\":1,\"changed\":1,\"unchanged\":1},\"rows\":\\["
                                + "\\{\"change\":\"changed\",\"key\":\\{\"id\":2},\"cells\":\\{"
                                + "\"amount\":\\{\"before\":2.00,\"after\":2.50},\"note\":\\{\"before\":\"old\",\"after\":null}}},"
                                + "\\{\"change\":\"added\",\"key\":\\{\"id\":4},\"row\":\\{\"id\":4,\"amount\":4.00,\"note\":null}},"
                                + "\\{\"change\":\"removed\",\"key\":\\{\"id\":3},\"row\":\\{\"id\":3,\"amount\":3.00,\"note\":\"gone\"}}],"
                                + "\"next\":null}")
                        .formatted(first.job().jobId(), second.job().jobId()));
        assertThat(diff("&from_job=%s&to_job=%s"
                                .formatted(second.job().jobId(), first.job().jobId()))
                        .jsonPath()
                        .<Map<String, Object>>getList("rows")
                        .get(1))
                .containsEntry("change", "added")
                .containsEntry("key", Map.of("id", 3));
    }

    /// All pages are of the same versions, whatever the day holds by then.
    @Test
    void showsPages() {
        swap(1, "(1, 1.00, 'a'), (2, 2.00, 'a'), (3, 3.00, 'a')", 3);
        var second = swap(1, "(2, 2.00, 'b'), (3, 3.00, 'b'), (4, 4.00, 'b')", 3);
        var rows = new ArrayList<String>();

        var page = diff("&limit=3");
        rows.addAll(page.jsonPath().getList("rows.change"));
        swap(1, "(9, 9.00, 'c')", 1);
        var cursor = page.jsonPath().getString("next");
        page = diff("&limit=3&cursor=" + cursor);
        rows.addAll(page.jsonPath().getList("rows.change"));

        assertThat(rows).containsExactly("changed", "changed", "added", "removed");
        assertThat(page.jsonPath().getString("to.job_id"))
                .isEqualTo(second.job().jobId().value());
        assertThat(page.jsonPath().getString("next")).isNull();
        refused(
                diff("&cursor=%s&to_job=%s".formatted(cursor, "0".repeat(32))),
                400,
                "to_job is %s, expected %s, which the cursor goes on with, or none."
                        .formatted("0".repeat(32), second.job().jobId()));
        refused(diff("&cursor=x"), 400, "cursor is \"x\", expected the next of a previous page.");
    }

    /// The columns are those of one field, also under another name or with a larger precision.
    @Test
    void comparesVersionsOfTheSchemaByField() {
        swap(1, "(1, 1.00, 'same'), (2, 2.00, 'old')", 2);
        lake.swapped(lake.swap(
                lake.job(DAY),
                2,
                "select id::bigint as id, amount::decimal(12, 2) as amount, remark, '2020-01-25 10:00:00Z'::timestamptz as at"
                        + " from (values (1, 1.00, 'same'), (2, 2.00, 'new'), (3, 3.00, null)) t(id, amount, remark)",
                "{id: 1, amount: 2, remark: 3, 'at': 4}",
                3));

        var answer = diff("");

        assertThat(answer.jsonPath().getMap("columns"))
                .isEqualTo(Map.of(
                        "added",
                        List.of("at"),
                        "removed",
                        List.of(),
                        "renamed",
                        List.of(Map.of("before", "note", "after", "remark"))));
        assertThat(answer.jsonPath().getMap("counts"))
                .isEqualTo(Map.of("added", 1, "removed", 0, "changed", 1, "unchanged", 1));
        assertThat(answer.asString())
                .contains("\"cells\":{\"remark\":{\"before\":\"old\",\"after\":\"new\"}}")
                .contains("\"row\":{\"id\":3,\"amount\":3.00,\"remark\":null,\"at\":\"2020-01-25T10:00:00Z\"}");
    }

    /// Version 7 of the schema has no primary key.
    @Test
    void comparesWholeRowsWhenTheKeyIsNotTheSame() {
        swap(1, "(1, 1.00, 'a'), (2, 2.00, 'a')", 2);
        swap(7, "(1, 1.00, 'a'), (2, 2.00, 'b')", 2);

        var answer = diff("");

        assertThat(answer.jsonPath().getList("primary_key")).isEmpty();
        assertThat(answer.jsonPath().getMap("counts"))
                .isEqualTo(Map.of("added", 1, "removed", 1, "changed", 0, "unchanged", 1));
        assertThat(answer.jsonPath().<String, Object>getMap("rows[0]").keySet()).containsExactly("change", "row");
    }

    @Test
    void saysWhyVersionsCannotBeCompared() {
        var other = "0".repeat(32);
        refused(
                diff(""),
                404,
                "Source order has no data of the day 20200125. The days are listed at /v1/%s/sources/order/data/days."
                        .formatted(account));
        var first = swap(1, "(1, 1.00, 'a')", 1).job().jobId();
        refusedLike(
                diff(""),
                "The day 20200125 has no version before that of job %s. If job %s replaced one, it could be compared until TIME."
                        .formatted(first, first));
        var second = swap(1, "(1, 1.00, 'b')", 1).job().jobId();
        refusedLike(
                diff("&from_job=" + other),
                "The day 20200125 has no version of job %s. If it had one, it could be compared until TIME at the latest."
                        .formatted(other));
        refused(
                diff("&to_job=" + "f".repeat(32)),
                404,
                "The day 20200125 has no version of job %s.".formatted("f".repeat(32)));
        refused(
                diff("&from_job=" + second),
                400,
                "from_job and to_job are both %s, expected two versions.".formatted(second));
        refused(Api.get(account, "sources/order/data/diff"), 400, "date is missing, expected a data date YYYYMMDD.");
        refused(
                Api.get(account, "sources/batch_guest/data/diff?date=20200125"),
                404,
                "Source batch_guest of account %s is of the kind entities: it takes batches and has no days."
                        .formatted(account));

        new EntityTable(database)
                .rows(
                        "update day_version set replaced_at = now() - interval '25 hours' where accuid = '%s' and job_id = '%s' returning 1"
                                .formatted(account, first));
        refusedLike(
                diff(""),
                "The version of job %s of the day 20200125 was replaced and could be compared until TIME."
                        .formatted(first));
    }

    @Test
    void comparesForItsOwnAccountAlone() {
        swap(1, "(1, 1.00, 'a')", 1);
        swap(1, "(1, 1.00, 'b')", 1);
        var other = Api.knownAccount().accountId();
        var path = "/v1/%s/sources/order/data/diff?date=20200125".formatted(account);

        refused(
                given().auth().oauth2(Tokens.tenant(other)).get(path),
                403,
                "The token is of account %s and does not reach account %s.".formatted(other, account));
        assertThat(given().auth()
                        .oauth2(Tokens.tenantWith(account.value(), "scope", "data"))
                        .get(path)
                        .statusCode())
                .isEqualTo(200);
    }

    private DaySwap swap(int version, String values, int rows) {
        var swap = lake.swap(
                lake.job(DAY),
                version,
                "select id::bigint as id, amount::decimal(10, 2) as amount, note::varchar as note from (values %s) t(id, amount, note)"
                        .formatted(values),
                IDS,
                rows);
        lake.swapped(swap);
        return swap;
    }

    private Response diff(String more) {
        return Api.get(account, "sources/order/data/diff?date=" + DAY + more);
    }

    private static void refused(Response answer, int status, String detail) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("detail")).isEqualTo(detail);
    }

    /// @param detail with `TIME` in place of a moment
    private static void refusedLike(Response answer, String detail) {
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("detail").replaceFirst("20[0-9-]{8}T[0-9:]{8}Z", "TIME"))
                .isEqualTo(detail);
    }
}
