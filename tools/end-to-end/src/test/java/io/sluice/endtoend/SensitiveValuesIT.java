package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.demo.DataSets;
import io.sluice.devstack.demo.DuckDb;
import io.sluice.devstack.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
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
                        {"name": "note", "type": "String"}]}""";
    private static final List<String> PLANTED = List.of(
            "0931-772-551",
            "0931772551",
            "zorvath fever",
            "zorvath ague",
            "zorvath palsy",
            "zorvath \"itch",
            "zorvath pox");
    // Accepted, of the wrong form, too long, twice, shifted by a comma, a stray quote, a cell too many.
    private static final String ROWS = """
            id,phone,ailment,note
            1,0931-772-551,zorvath fever,a
            2,zorvath ague,none,b
            3,0931-772-552,zorvath palsy of great length,c
            4,0931-772-553,zorvath fever,d
            5,,0931-772-551,zorvath ague,e
            6,0931-772-554,zorvath "itch,f
            7,0931-772-555,zorvath pox,g,0931-772-551
            8,0931-772-556,well,h
            """;
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

        var manifest = tenant.dataSets().day("people", "20200125").expect(200).json();
        var rows = DuckDb.rows("SELECT * FROM " + DuckDb.table(DataSets.fetch(manifest, folder)));
        var places = new WrittenBytes(stack, tenant.accountId).placesOf(PLANTED);

        assertThat(accepted.path("status").asText()).isEqualTo("success");
        assertThat(refused.path("status").asText()).isEqualTo("failed");
        assertThat(rows).extracting(List::getFirst).containsExactly("1", "8");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.get(1)).matches(HEX);
            assertThat(row.get(2)).matches(HEX);
        });
        assertThat(rows.getFirst()).contains(hash("0931772551"), hash("zorvath fever"));
        assertThat(places)
                .hasSize(2)
                .allSatisfy(place -> assertThat(place)
                        .startsWith("volume/")
                        .contains(tenant.accountId)
                        .matches(".*/(processed|invalid)/people/2020012[56]_people\\.csv"));
        assertThat(tenant.mails()).noneMatch(mail -> PLANTED.stream().anyMatch(mail.toString()::contains));
    }

    private static String hash(String text) {
        return DataSets.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
