package io.sluice.batch.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.batch.parts.Client;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/// Addresses that need no other credential.
@QuarkusTest
class SignedRequestsIT {
    @Inject
    Pool pool;

    /// Anybody may send forged ones, in any number. The table is locked, so whoever reads it waits.
    @Test
    void refusesForgedAddressesWithoutAskingTheDatabase() {
        var batch = Client.ofFreshAccount().allocated(Client.file(10));
        var upload = Client.withOtherCharacter(batch.location(), 20);
        var lock = pool.getConnection().await().atMost(Client.TIMEOUT);
        try {
            lock.query("begin; lock table batch in access exclusive mode")
                    .execute()
                    .await()
                    .atMost(Client.TIMEOUT);

            assertThat(Client.upload(upload, batch.file()).statusCode()).isEqualTo(401);
            assertThat(given().urlEncodingEnabled(false)
                            .get(upload.replace("/uploads/", "/logs/"))
                            .statusCode())
                    .isEqualTo(401);
        } finally {
            lock.query("rollback").execute().await().atMost(Client.TIMEOUT);
            lock.closeAndAwait();
        }
    }
}
