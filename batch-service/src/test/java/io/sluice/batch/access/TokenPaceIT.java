package io.sluice.batch.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.batch.parts.Client;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/// A token that calls too often, over HTTP.
@QuarkusTest
class TokenPaceIT {
    @Inject
    TokenPace pace;

    @Test
    void refusesTokenThatCallsTooOften() {
        var client = Client.ofFreshAccount();
        var neighbour = Client.ofFreshAccount();
        while (pace.take("token-of-" + client.account()).isEmpty()) {
            // As many requests as a minute may have.
        }

        var refused = client.request().get("/v2/batches");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.jsonPath().getString("message"))
                .matches(
                        "The token sent 1200 requests within a minute, which is the limit\\. Try again in [0-9]+ s\\.");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 61);
        assertThat(neighbour.request().get("/v2/batches").statusCode()).isEqualTo(200);
    }
}
