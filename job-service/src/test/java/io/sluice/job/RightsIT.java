package io.sluice.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.event.Topics;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import io.sluice.job.parts.Api;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is not known about an account refuses.
@QuarkusTest
class RightsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String PATH = "files?state=ignored";

    @Test
    void aFreshAccountIsAskedToTryAgain() {
        Api.knownAccount();
        var fresh = TestAccount.freshId();

        var answer = Api.get(fresh, PATH);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(given().auth()
                        .oauth2(Tokens.admin())
                        .get("/v1/" + fresh + "/" + PATH)
                        .statusCode())
                .isEqualTo(404);
    }

    /// `null` once ended the thread that follows the accounts, and with it all revocations.
    @ParameterizedTest
    @ValueSource(strings = {"null", "{", "[]", "{\"accuid\": 7}"})
    void anAccountWithUnreadableFactsIsRefusedAndTheOthersAreFollowed(String facts) {
        var account = Api.knownAccount();

        BrokerClient.ofApplication().send(Topics.ACCOUNT_CHANGED, account.value(), facts);

        await().atMost(TIMEOUT).until(() -> Api.get(account, PATH).statusCode() == 503);
        assertThat(Api.get(Api.knownAccount(), PATH).statusCode()).isEqualTo(200);
    }
}
