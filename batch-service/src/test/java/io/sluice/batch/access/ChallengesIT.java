package io.sluice.batch.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.batch.parts.Client;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What 401 says to a client that could do better.
@QuarkusTest
class ChallengesIT {
    private static final String PATH = "/v2/batches/" + UUID.randomUUID();

    @Test
    void offersBothKindsOfCredentials() {
        var client = Client.ofFreshAccount();

        var refused = List.of(
                given().get(PATH),
                given().auth().oauth2("no-token").get(PATH),
                given().auth().preemptive().basic("other-key", client.token()).get(PATH));

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(challenges(answer)).containsExactly("Basic realm=\"Sluice\", charset=\"UTF-8\"", "Bearer");
        });
    }

    /// Many clients send none before an answer has asked for them.
    @Test
    void letsClientInThatWaitsForAChallenge() {
        var client = Client.ofFreshAccount();

        var answer = given().auth().basic(client.clientKey(), client.token()).get(PATH);

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    /// Credentials would change nothing there.
    @Test
    void asksForNoneAtASignedAddress() {
        var batch = Client.ofFreshAccount().allocated(Client.file(10));

        var refused = Client.upload(batch.location() + "x", batch.file());

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(challenges(refused)).containsExactly("Bearer");
    }

    /// The last one is the base64 of `token-without-key`.
    @ParameterizedTest
    @ValueSource(strings = {"Basic !!!", "basic a", "Basic dG9rZW4td2l0aG91dC1rZXk="})
    void namesMalformedBasicCredentials(String header) {
        var answer = given().header("Authorization", header).get(PATH);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.jsonPath().getString("message"))
                .isEqualTo("The Basic credentials are malformed, expected base64 of <client key>:<API token>.");
    }

    private static List<String> challenges(Response answer) {
        return answer.headers().getValues("WWW-Authenticate");
    }
}
