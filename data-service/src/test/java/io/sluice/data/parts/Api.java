package io.sluice.data.parts;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import java.time.Duration;
import java.util.Optional;

/// Calls the service as a tenant does.
public final class Api {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private Api() {}

    /// An account that the service knows, with the sources of [SourcesStub].
    public static AccountFacts knownAccount() {
        var facts = TestAccount.fresh()
                .sources(
                        Source.ofDays(new SourceType("order"), "Order", false),
                        entities("batch_guest", "guest"),
                        entities("batch_event", "event"),
                        entities("batch_pair", "pair"),
                        entities("batch_member", "member"))
                .facts();
        BROKER.send(facts);
        await().atMost(TIMEOUT)
                .until(() ->
                        get(facts.accountId(), "sources/batch_guest/entities").statusCode() == 200);
        return facts;
    }

    private static Source entities(String type, String schema) {
        return new Source(new SourceType(type), type, false, SourceKind.ENTITIES, Optional.of(new BatchSchema(schema)));
    }

    /// GET of a path below `/v1/{accuid}/` with the account's own token.
    public static Response get(AccountId account, String path) {
        return given().auth()
                .oauth2(Tokens.tenant(account))
                .urlEncodingEnabled(false)
                .get("/v1/" + account + "/" + path);
    }
}
