package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class FieldIdsIT {
    private static final String ORDER = "/v1/{id}/sources/order/schema";

    @Inject
    DataSource database;

    private String accountId = "";

    @BeforeEach
    void makeOrder() {
        accountId = Api.newAccount();
        Api.admin()
                .body("""
                {"source_type": "order", "source_name": "Order",
                 "schema": [{"name": "id", "type": "Integer"}, {"name": "price", "type": "Decimal"}]}""")
                .post("/v1/{id}/sources", accountId)
                .then()
                .statusCode(201)
                .body("field_ids", equalTo(Map.of("id", 1, "price", 2)));
    }

    @Test
    void keepsIdsOfFieldsThatStay() {
        change("price", "Decimal", "city", "String").then().body("field_ids", equalTo(Map.of("price", 2, "city", 3)));
        change("id", "Integer", "city", "Integer").then().body("field_ids", equalTo(Map.of("id", 4, "city", 5)));

        assertThat(idsOfVersion(1)).isEqualTo(Map.of("id", 1, "price", 2));
        assertThat(idsOfVersion(2)).isEqualTo(Map.of("price", 2, "city", 3));
        assertThat(idsOfVersion(3)).isEqualTo(Map.of("id", 4, "city", 5));
    }

    @Test
    void continuesWhenARetiredSourceIsRegisteredAgain() {
        Api.admin().delete("/v1/{id}/sources/order", accountId).then().statusCode(204);

        Api.admin()
                .body("""
                {"source_type": "order", "source_name": "Order",
                 "schema": [{"name": "city", "type": "String"}, {"name": "price", "type": "Decimal"}]}""")
                .post("/v1/{id}/sources", accountId)
                .then()
                .statusCode(201)
                .body("field_ids", equalTo(Map.of("city", 3, "price", 2)));
    }

    @Test
    void givesNoneToFieldsOfRecords() {
        Api.admin()
                .body("""
                {"source_type": "guest", "source_name": "Guest", "kind": "entities",
                 "schema": [{"name": "id", "type": "String"}]}""")
                .post("/v1/{id}/sources", accountId)
                .then()
                .statusCode(201)
                .body("field_ids", equalTo(null));
    }

    @Test
    void refusesThemAsItRefusesTheVersion() {
        Api.admin().body("{\"version\": 1}").patch(ORDER, accountId).then().statusCode(400);
        Api.admin().body("{\"field_ids\": {}}").patch(ORDER, accountId).then().statusCode(400);
    }

    /// A service may have read the version from an instance that gives no ids, with the tag "1".
    @Test
    void answersAServiceThatHasTheVersionWithoutIds() {
        Api.service("validator-service")
                .header("If-None-Match", "\"1\"")
                .get(ORDER, accountId)
                .then()
                .statusCode(200)
                .header("ETag", "\"1-fields\"")
                .body("field_ids", equalTo(Map.of("id", 1, "price", 2)));
        Api.service("validator-service")
                .header("If-None-Match", "\"1-fields\"")
                .get(ORDER, accountId)
                .then()
                .statusCode(304);
    }

    /// As an instance from before there were ids leaves its versions.
    @Test
    void givesIdsToVersionsWithoutThem() throws SQLException {
        change("price", "Decimal", "city", "String");
        change("id", "Integer", "city", "String");
        forgetIds(1);

        assertThat(idsOfVersion(3)).isEqualTo(Map.of("id", 4, "city", 3));
        assertThat(idsOfVersion(2)).isEqualTo(Map.of("price", 2, "city", 3));
        assertThat(idsOfVersion(1)).isEqualTo(Map.of("id", 1, "price", 2));
    }

    @Test
    void givesIdsToAVersionOfThePreviousRelease() throws SQLException {
        change("price", "Decimal", "city", "String");
        forgetIds(2);

        change("city", "String", "price", "Decimal", "id", "Integer")
                .then()
                .body("version", equalTo(3))
                .body("field_ids", equalTo(Map.of("city", 3, "price", 2, "id", 4)));
    }

    @Test
    void givesIdsToOneOfMoreVersionsThanATransactionTakes() throws SQLException {
        for (int i = 0; i < 25; i++) {
            change("id", "Integer", "field_" + i, "String");
        }
        forgetIds(1);

        Api.admin()
                .get("/v1/{id}/sources", accountId)
                .then()
                .body("sources[0].field_ids", equalTo(Map.of("id", 1, "field_24", 27)));
    }

    @Test
    void givesTheSameIdsToAllWhoAskAtOnce() throws Exception {
        for (int i = 0; i < 25; i++) {
            change("id", "Integer", "field_" + i, "String");
        }
        forgetIds(1);
        var asked = IntStream.range(0, 16)
                .<Callable<Object>>mapToObj(n -> () -> idsOfVersion(2 + n))
                .toList();

        try (var threads = Executors.newFixedThreadPool(16)) {
            var answers =
                    threads.invokeAll(asked).stream().map(f -> f.resultNow()).toList();
            assertThat(answers)
                    .isEqualTo(IntStream.range(0, 16)
                            .mapToObj(n -> Map.of("id", 1, "field_" + n, 3 + n))
                            .toList());
        }
    }

    private Response change(String... namesAndTypes) {
        var fields = IntStream.range(0, namesAndTypes.length / 2)
                .mapToObj(i -> "{\"name\": \"%s\", \"type\": \"%s\"}"
                        .formatted(namesAndTypes[2 * i], namesAndTypes[2 * i + 1]))
                .toList();
        var answer = Api.admin().body("{\"schema\": %s}".formatted(fields)).patch(ORDER, accountId);
        answer.then().statusCode(200);
        return answer;
    }

    private Object idsOfVersion(int version) {
        return Api.admin()
                .get(ORDER + "/versions/" + version, accountId)
                .then()
                .statusCode(200)
                .extract()
                .path("field_ids");
    }

    /// The next id is that of a source whose versions from that one on have none.
    private void forgetIds(int version) throws SQLException {
        try (var connection = database.getConnection();
                var forget = connection.prepareStatement("""
                        update source_versions set field_ids = null
                        where version >= ? and source_id = (select source_id from sources where accuid = ?)""");
                var count = connection.prepareStatement("update sources set next_field_id = ? where accuid = ?")) {
            forget.setInt(1, version);
            forget.setString(2, accountId);
            forget.executeUpdate();
            count.setInt(1, version == 1 ? 1 : 3);
            count.setString(2, accountId);
            count.executeUpdate();
        }
    }
}
