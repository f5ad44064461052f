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
                .token("validator-service", Tokens.role("validator-service").sign())
                .parameter("accuid", account)
                .parameter("source_type", "batch_guest")
                .parameter("key", "none")
                .parameter("date", "20200125")
                .parameter("name", "0195c0de00007000800000000000abcd-0badcafe.parquet")
                // Its errors have the form of the Iceberg REST protocol (CatalogIT).
                .without("/iceberg/")
                .anyText("key")
                .anyText("after_key");

        var wrong = run.send();

        System.out.println("data-service: " + run.summary());
        assertThat(wrong).isEmpty();
    }
}
