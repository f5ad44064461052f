package io.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.batch.parts.Client;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.WrongValueRun;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WrongValuesIT {
    @Test
    void answersWrongValuesWithProblems() {
        var client = Client.ofFreshAccount();
        var run = WrongValueRun.against(RestAssured.port)
                .token("tenant", Tokens.tenant(client.account()))
                .parameter("uuid", UUID.randomUUID())
                .body("PUT /v2/batches/{uuid}", "{\"checksum\": \"%s\", \"size\": 10}".formatted("0".repeat(32)));

        var wrong = run.send();

        System.out.println("batch-service: " + run.summary());
        assertThat(wrong).isEmpty();
    }
}
