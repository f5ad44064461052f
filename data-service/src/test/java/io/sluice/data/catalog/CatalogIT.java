package io.sluice.data.catalog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.contracts.account.AccountId;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.Lake;
import io.sluice.data.table.LakeFiles;
import io.sluice.fixtures.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

/// With Iceberg's own client.
@QuarkusTest
class CatalogIT {
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
    void showsTheTablesOfTheAccount() throws IOException {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        var swap = lake.swap(lake.job("20200126"), 4, "other");
        lake.swapped(swap);

        try (var catalog = catalog(Tokens.tenantWith(account.value(), "scope", "data"))) {
            assertThat(catalog.listNamespaces()).containsExactly(namespace(account));
            assertThat(catalog.namespaceExists(namespace(account))).isTrue();
            assertThat(catalog.listTables(namespace(account))).containsExactly(order(account));
            assertThat(catalog.tableExists(order(account))).isTrue();
            var table = catalog.loadTable(order(account));
            assertThat(table.schema().asStruct())
                    .hasToString("struct<1: id: optional long, 2: amount: optional decimal(10, 2),"
                            + " 3: note: optional string, 1000000000: data_date: optional date>");
            assertThat(planned(table)).containsExactly(swap.file().orElseThrow().key());
        }
    }

    /// A client may ask for the current snapshot alone, and for others later.
    @Test
    void showsTheCurrentSnapshotAlone() throws IOException {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        var swap = lake.swap(lake.job("20200126"), 4, "other");
        lake.swapped(swap);

        try (var catalog = new RESTCatalog()) {
            catalog.initialize("sluice", properties(Tokens.tenant(account), "refs"));
            var table = catalog.loadTable(order(account));
            assertThat(planned(table)).containsExactly(swap.file().orElseThrow().key());
            assertThat(table.snapshots()).hasSize(2);
        }
    }

    @Test
    void followsSwaps() throws IOException {
        lake.swapped(lake.swap(lake.job("20200126"), 3, "first"));
        try (var catalog = catalog(Tokens.tenant(account))) {
            var table = catalog.loadTable(order(account));
            var swap = lake.swap(lake.job("20200126"), 2, "correction");
            lake.swapped(swap);

            table.refresh();

            assertThat(planned(table)).containsExactly(swap.file().orElseThrow().key());
        }
    }

    /// It gets not even the names.
    @Test
    void showsNothingOfOtherAccounts() throws IOException {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        var other = Api.knownAccount().accountId();

        try (var catalog = catalog(Tokens.tenant(other))) {
            assertThat(catalog.listNamespaces()).containsExactly(namespace(other));
            assertThat(catalog.listTables(namespace(other))).isEmpty();
            assertThat(catalog.namespaceExists(namespace(account))).isFalse();
            assertThatThrownBy(() -> catalog.listTables(namespace(account)))
                    .isInstanceOf(NoSuchNamespaceException.class)
                    .hasMessage("There is no namespace \"%s\".".formatted(account));
            assertThatThrownBy(() -> catalog.loadTable(order(account)))
                    .isInstanceOf(NoSuchTableException.class)
                    .hasMessage("There is no table \"%s.order\".".formatted(account));
        }
    }

    /// Whatever it asks for, below its own prefix or that of the other account.
    @Test
    void showsNothingOfOtherAccountsToWhoeverKnowsTheNames() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        var other = Api.knownAccount().accountId();

        for (var below : List.of(
                "namespaces/%s",
                "namespaces/%s/tables",
                "namespaces/%s/tables/order",
                "namespaces/%s/tables/order/credentials",
                "namespaces?parent=%s")) {
            refused(
                    ask(other).get("/iceberg/v1/%s/%s".formatted(account, below.formatted(account))),
                    403,
                    "ForbiddenException",
                    "The token is of account %s and does not reach account %s.".formatted(other, account));
            var isTable = below.contains("order");
            var message = isTable ? "There is no table \"%s.order\"." : "There is no namespace \"%s\".";
            refused(
                    ask(other).get("/iceberg/v1/%s/%s".formatted(other, below.formatted(account))),
                    404,
                    isTable ? "NoSuchTableException" : "NoSuchNamespaceException",
                    message.formatted(account));
        }
        // An answer to HEAD has no body.
        for (var below : List.of("namespaces/%s", "namespaces/%s/tables/order")) {
            assertThat(ask(other)
                            .head("/iceberg/v1/%s/%s".formatted(account, below.formatted(account)))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(ask(other)
                            .head("/iceberg/v1/%s/%s".formatted(other, below.formatted(account)))
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(reported(other, account)).isEqualTo(403);
        assertThat(reported(other, other)).isEqualTo(404);
    }

    /// The status of what an engine of one account reports of a table of the other, below a prefix.
    private int reported(AccountId by, AccountId prefix) {
        return ask(by).contentType("application/json")
                .body("{}")
                .post("/iceberg/v1/%s/namespaces/%s/tables/order/metrics".formatted(prefix, account))
                .statusCode();
    }

    /// Clients show the message alone.
    @Test
    void refusesInTheFormOfTheProtocol() {
        refused(
                given().get("/iceberg/v1/config"),
                401,
                "NotAuthorizedException",
                "GET /iceberg/v1/config needs a token: send the header \"Authorization: Bearer <token>\".");
        refused(
                ask(account).get("/iceberg/v2/nothing"),
                404,
                "NotFoundException",
                "There is nothing at /iceberg/v2/nothing.");
        refused(
                ask(account).delete("/iceberg/v1/%s/namespaces/%s".formatted(account, account)),
                405,
                "UnsupportedOperationException",
                "DELETE is not possible at /iceberg/v1/%s/namespaces/%s, expected GET, HEAD."
                        .formatted(account, account));
        refused(
                ask(account).get("/iceberg/v1/config?warehouse=a&warehouse=b"),
                400,
                "BadRequestException",
                "The query parameter warehouse comes 2 times, expected once.");
        assertThatThrownBy(() -> catalog("none"))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessage("Not authorized: The token is not accepted: expected a signed JWT of this platform.");
    }

    /// Those of later versions of the protocol.
    @Test
    void ignoresParametersThatItDoesNotKnow() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));

        assertThat(ask(account)
                        .get("/iceberg/v1/%s/namespaces/%s/tables/order?planId=1&referenced-by=a&referenced-by=b"
                                .formatted(account, account))
                        .statusCode())
                .isEqualTo(200);
    }

    /// A tenant that names another account must not take its own for it.
    @Test
    void takesTheOwnAccountAloneAsWarehouse() {
        var other = Api.knownAccount().accountId().value();

        for (var warehouse : List.of("", account.value())) {
            assertThat(ask(account)
                            .queryParam("warehouse", warehouse)
                            .get("/iceberg/v1/config")
                            .jsonPath()
                            .getString("overrides.prefix"))
                    .isEqualTo(account.value());
        }
        for (var warehouse : List.of(other, "s3://bucket/lake")) {
            refused(
                    ask(account).queryParam("warehouse", warehouse).get("/iceberg/v1/config"),
                    404,
                    "NoSuchWarehouseException",
                    "There is no warehouse \"%s\": leave it out, or name the account of the token: %s."
                            .formatted(warehouse, account));
        }
    }

    /// PostgreSQL takes no NUL.
    @ParameterizedTest
    @CsvSource({
        "tables/a%00b, 404",
        "tables/a%00b/credentials, 404",
        "tables?pageToken=a%00b, 400",
        "tables?pageToken=order, 200",
        "tables?pageToken=, 200"
    })
    void refusesNamesThatNoTableHas(String path, int status) {
        var answer = given().auth()
                .oauth2(Tokens.tenant(account))
                .urlEncodingEnabled(false)
                .get("/iceberg/v1/%s/namespaces/%s/%s".formatted(account, account, path));

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void isReadOnly() throws IOException {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));

        try (var catalog = catalog(Tokens.tenant(account))) {
            assertThatThrownBy(() -> catalog.dropTable(order(account)))
                    .isInstanceOfAny(UnsupportedOperationException.class, ForbiddenException.class);
            assertThatThrownBy(() -> catalog.createNamespace(Namespace.of("new")))
                    .isInstanceOfAny(UnsupportedOperationException.class, ForbiddenException.class);
            var table = catalog.loadTable(order(account));
            assertThatThrownBy(() -> table.updateProperties().set("a", "b").commit())
                    .isInstanceOfAny(UnsupportedOperationException.class, ForbiddenException.class);
        }
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "3 first"));
    }

    /// An administrator names the account.
    @Test
    void letsAdministratorsReadAnAccount() throws IOException {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));

        try (var catalog = new RESTCatalog()) {
            var properties = new HashMap<>(properties(Tokens.admin(), "all"));
            properties.put("warehouse", account.value());
            catalog.initialize("sluice", properties);
            assertThat(catalog.listTables(namespace(account))).containsExactly(order(account));
        }
        var admin = given().auth().oauth2(Tokens.admin());
        refused(
                admin.get("/iceberg/v1/config"),
                400,
                "BadRequestException",
                "warehouse is missing, expected the id of an account.");
        refused(
                admin.get("/iceberg/v1/config?warehouse=A/B"),
                404,
                "NoSuchWarehouseException",
                "There is no warehouse \"A/B\": expected the id of an account.");
    }

    private static RequestSpecification ask(AccountId account) {
        return given().auth().oauth2(Tokens.tenant(account));
    }

    private static void refused(Response answer, int status, String type, String message) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.jsonPath().getMap(""))
                .isEqualTo(Map.of("error", Map.of("message", message, "type", type, "code", status)));
        assertThat(answer.contentType()).startsWith("application/json");
    }

    /// The files of one day, which the partition's name leads to.
    private static List<String> planned(Table table) throws IOException {
        var keys = new ArrayList<String>();
        try (var tasks = table.newScan()
                .filter(Expressions.equal("data_date", "2020-01-26"))
                .planFiles()) {
            tasks.forEach(task -> keys.add(task.file().location().replaceFirst("^s3://[^/]+/", "")));
        }
        return keys;
    }

    private static Namespace namespace(AccountId account) {
        return Namespace.of(account.value());
    }

    private static TableIdentifier order(AccountId account) {
        return TableIdentifier.of(account.value(), "order");
    }

    private static RESTCatalog catalog(String token) {
        var catalog = new RESTCatalog();
        catalog.initialize("sluice", properties(token, "all"));
        return catalog;
    }

    private static Map<String, String> properties(String token, String snapshots) {
        return Map.of(
                "uri",
                "http://127.0.0.1:%d/iceberg".formatted(RestAssured.port),
                "token",
                token,
                "snapshot-loading-mode",
                snapshots,
                "io-impl",
                TestFileIo.class.getName());
    }
}
