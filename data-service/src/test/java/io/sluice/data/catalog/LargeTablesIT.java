package io.sluice.data.catalog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.contracts.account.AccountId;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.Lake;
import io.sluice.data.table.LakeFiles;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.Unused;
import io.sluice.web.answer.FairAnswers;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/// Metadata of tables with many columns.
@QuarkusTest
class LargeTablesIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /// Of a reader that is not asked before its document is made.
    private static final HttpServerRequest UNUSED = Unused.of(HttpServerRequest.class);

    @Inject
    S3Client objects;

    @Inject
    DataSource database;

    @Inject
    LakeFiles files;

    @Inject
    FairAnswers answers;

    /// Else many connections that read nothing fill the memory with metadata. A document that is not made yet
    /// stands for an answer that its reader does not take: both keep their place.
    @Test
    void givesAnAccountFourLargeTablesAtOnce() throws InterruptedException {
        var account = Api.knownAccount().accountId();
        var lake = new Lake(objects, database, files, account);
        lake.swapped(lake.swap(
                lake.job("20200125"),
                11,
                "select 1::bigint as id, 1::decimal(10, 2) as amount, 'wide' as note",
                "{id: 1, amount: 2, note: 3}",
                1));
        var small = Api.knownAccount().accountId();
        var smallLake = new Lake(objects, database, files, small);
        smallLake.swapped(smallLake.swap(smallLake.job("20200125"), 3, "small"));
        var begun = new CountDownLatch(4);
        var taken = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                var _ = threads.submit(() -> answers.answer(account, UNUSED, () -> {
                    begun.countDown();
                    await().atMost(TIMEOUT).until(() -> taken.getCount() == 0);
                    throw new IllegalStateException("it was taken");
                }));
            }
            try {
                assertThat(begun.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();

                var refused = loadTable(account);

                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.jsonPath().getString("error.message"))
                        .isEqualTo(
                                "Account %s already has 4 large tables going on, which is the limit. Try again in 5 s."
                                        .formatted(account));
                assertThat(refused.header("Retry-After")).isEqualTo("5");
                assertThat(loadTable(small).statusCode()).isEqualTo(200);
            } finally {
                taken.countDown();
            }
        }
        assertThat(loadTable(account).jsonPath().getList("metadata.schemas[0].fields"))
                .hasSize(1_994);
    }

    private static Response loadTable(AccountId account) {
        return given().auth()
                .oauth2(Tokens.tenant(account))
                .get("/iceberg/v1/%s/namespaces/%s/tables/order".formatted(account, account));
    }
}
