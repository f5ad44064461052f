package io.sluice.data.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.data.parts.Api;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.WrongValueRun;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WrongValuesIT {
    @Test
    void answersWrongValuesWithProblems() {
        var account = Api.knownAccount().accountId();
        var run = WrongValueRun.against(RestAssured.port)
                .token("tenant", Tokens.tenant(account))
                .parameter("accuid", account)
                .parameter("source_type", "batch_guest")
                .parameter("key", "none")
                .anyText("key")
                .anyText("after_key");

        var wrong = run.send();

        System.out.println("data-service: " + run.summary());
        assertThat(wrong).isEmpty();
    }
}
