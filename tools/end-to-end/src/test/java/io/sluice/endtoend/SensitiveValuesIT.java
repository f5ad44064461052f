package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.devstack.demo.DataSets;
import io.sluice.devstack.demo.DuckDb;
import io.sluice.devstack.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A cell of a sensitive column stays in the tenant's own file: not in objects, events, databases or logs.
@ExtendWith(SharedStack.class)
@Tag("server-blind")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class SensitiveValuesIT {
    private static final String SOURCE = """
            {"source_type": "people", "source_name": "People", "description": "People who came",
             "acceptance": {"mode": "partial", "max_invalid_percent": 80},
             "schema": [{"name": "id", "type": "Integer", "constraints": {"required": true}},
                        {"name": "phone", "type": "String", "format": "phone",
                         "sensitive": {"policy": "hash", "normalize": "phone"}},
                        {"name": "ailment", "type": "String", "constraints": {"unique": true, "maxLength": 20},
                         "sensitive": {"policy": "hash", "normalize": "none"}},
                        {"name": "note", "type": "String"},
                        {"name": "card", "type": "String", "sensitive": {"policy": "require_hashed"}}]}""";
    private static final List<String> PLANTED = List.of(
            "0931-772-551",
            "0931772551",
            "zorvath fever",
            "zorvath ague",
            "zorvath palsy",
            "zorvath \"itch",
            "zorvath pox",
            "zorvath card",
            "zorvath rash");
    // Accepted, wrong form, too long, twice, shifted by a comma, a stray quote, a cell too many, no hash.
    private static final String ROWS = """
            id,phone,ailment,note,card
            1,0931-772-551,zorvath fever,a,HASH
            2,zorvath ague,none,b,HASH
            3,0931-772-552,zorvath palsy of great length,c,HASH
            4,0931-772-553,zorvath fever,d,HASH
            5,,0931-772-551,zorvath ague,e,HASH
            6,0931-772-554,zorvath "itch,f,HASH
            7,0931-772-555,zorvath pox,g,HASH,0931-772-551
            8,0931-772-556,well,h,HASH
            9,0931-772-557,unwell,i,zorvath card
            """.replace("HASH", hash("4000"));
    private static final String CORRECTION = """
            id,phone,ailment,note,card
            1,0931-772-551,zorvath rash,a,HASH
            8,0931-772-556,well,h,HASH
            """.replace("HASH", hash("4000"));
    private static final String HEX = "[0-9a-f]{64}";

    @Test
    void onlyTheTenantsOwnFilesHaveThem(Stack stack, @TempDir Path folder) {
        var tenant = Tenant.with(stack).addSource(SOURCE).awaitDoor("people");
        tenant.upload("people", "20200125_people.csv", ROWS);
        tenant.upload(
                "people",
                "20200126_people.csv",
                ROWS.replace("1,0931", "x,0931").replace("8,0931", "y,0931"));
        var accepted = tenant.awaitEnd("people", "20200125");
        var refused = tenant.awaitEnd("people", "20200126");
        tenant.awaitMails(1);

        var rows = rows(tenant, folder);
        tenant.admin()
                .post("/v1/accounts/%s/hash-key".formatted(tenant.accountId), "")
                .expect(201);
        tenant.upload("people", "20200125_people.csv", CORRECTION);
        tenant.awaitJob(
                "people",
                "20200125",
                job -> job.path("status").asText().equals("success")
                        && !job.path("job_id").equals(accepted.path("job_id")));
        var corrected = rows(tenant, folder);
        var difference = tenant.api
                .get("/v1/%s/sources/people/data/diff?date=20200125".formatted(tenant.accountId))
                .expect(200);
        awaitPlainCopy(stack, tenant, corrected);
        var written = new WrittenBytes(stack, tenant.accountId);

        assertThat(accepted.path("status").asText()).isEqualTo("success");
        assertThat(refused.path("status").asText()).isEqualTo("failed");
        assertThat(rows).extracting(List::getFirst).containsExactly("1", "8");
        assertThat(Stream.concat(rows.stream(), corrected.stream())).allSatisfy(row -> {
            assertThat(row.get(1)).matches(HEX);
            assertThat(row.get(2)).matches(HEX);
            assertThat(row.get(4)).isEqualTo(hash("4000"));
        });
        assertThat(rows.getFirst()).contains(hash("0931772551"), hash("zorvath fever"));
        assertThat(difference.body())
                .contains(rows.getFirst().get(2), corrected.getFirst().get(2))
                .doesNotContain(PLANTED);
        assertThat(written.placesOf(PLANTED))
                .hasSizeBetween(2, 3)
                .allSatisfy(place -> assertThat(place)
                        .startsWith("volume/")
                        .contains(tenant.accountId)
                        .matches(".*/(processed|invalid)/people/2020012[56]_people[^/]*\\.csv"));
        // What anybody can compute from a guess.
        assertThat(written.placesOf(List.of(hash("zorvath rash")))).isEmpty();
        assertThat(tenant.mails()).noneMatch(mail -> PLANTED.stream().anyMatch(mail.toString()::contains));
    }

    private static List<List<String>> rows(Tenant tenant, Path folder) {
        var manifest = tenant.dataSets().day("people", "20200125").expect(200).json();
        return DuckDb.rows("SELECT * FROM " + DuckDb.table(DataSets.fetch(manifest, folder)));
    }

    /// It follows the day in the background; a file that is being replaced cannot be read.
    private static void awaitPlainCopy(Stack stack, Tenant tenant, List<List<String>> rows) {
        var copy = stack.dataDir()
                .resolve("objects/buckets/sluice/data/%s/people/date=2020-01-25/data.parquet"
                        .formatted(tenant.accountId));
        await("the plain copy of the correction")
                .atMost(Tenant.LIMIT)
                .ignoreExceptions()
                .until(() -> DuckDb.rows("SELECT id, phone, ailment, note, card FROM " + DuckDb.table(List.of(copy)))
                        .equals(rows));
    }

    private static String hash(String text) {
        return DataSets.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
