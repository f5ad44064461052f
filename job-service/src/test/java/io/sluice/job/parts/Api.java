package io.sluice.job.parts;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import java.time.Duration;

/// Calls the service as a tenant does.
public final class Api {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private Api() {}

    /// An account that the service knows.
    public static AccountId knownAccount() {
        var facts = TestAccount.fresh().facts();
        makeKnown(facts);
        return facts.accountId();
    }

    public static void makeKnown(AccountFacts facts) {
        BROKER.send(facts);
        await().atMost(TIMEOUT)
                .until(() -> get(facts.accountId(), "files?state=ignored").statusCode() == 200);
    }

    /// GET of a path below `/v1/{accuid}/` with the account's own token.
    public static Response get(AccountId account, String path) {
        return given().auth()
                .oauth2(Tokens.tenant(account))
                .urlEncodingEnabled(false)
                .get("/v1/" + account + "/" + path);
    }

    /// Waits until the answer of the path contains a text.
    public static String awaitAnswer(AccountId account, String path, String part) {
        return await().atMost(TIMEOUT)
                .until(() -> get(account, path).then().extract().asString(), body -> body.contains(part));
    }

    public static void awaitStatus(AccountId account, JobId job, String status) {
        awaitAnswer(account, "jobs/" + job, "\"status\":\"" + status + "\"");
    }
}
