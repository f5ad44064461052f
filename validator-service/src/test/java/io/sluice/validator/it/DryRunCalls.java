package io.sluice.validator.it;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.sluice.contracts.account.AccountId;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// Requests of the account `dry` and of others for a dry run.
final class DryRunCalls {
    static final String PATH = "/v1/dry/sources/order/validate";
    static final String GOOD = "id,name\n1,Ann\n2,Bo\n";

    /// The accounts that the service knows; one service runs for all tests.
    private static final Set<String> KNOWN = new HashSet<>();

    private DryRunCalls() {}

    static void know(String account, String source) {
        if (!KNOWN.add(account)) {
            return;
        }
        BrokerClient.ofApplication()
                .send(TestAccount.of(account).sources(source).facts());
        await().until(() -> given().auth()
                        .oauth2(Tokens.tenant(new AccountId(account)))
                        .contentType(ContentType.TEXT)
                        .body(GOOD)
                        .post("/v1/" + account + "/sources/order/validate")
                        .statusCode()
                != 503);
    }

    static Socket socket() throws IOException {
        var uri = URI.create(RestAssured.baseURI + ":" + RestAssured.port);
        return new Socket(uri.getHost(), uri.getPort());
    }

    static void beginBody(OutputStream out, String account) throws IOException {
        out.write(("POST /v1/" + account
                        + "/sources/order/validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nAuthorization: Bearer "
                        + Tokens.tenant(new AccountId(account))
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nid,name\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    static RequestSpecification request(String contentType) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("text/csv", ContentType.TEXT)
                                .encodeContentTypeAs("text/tab-separated-values", ContentType.TEXT)))
                .header("Authorization", "Bearer " + token())
                .contentType(contentType);
    }

    static String token() {
        return Tokens.tenant(new AccountId("dry"));
    }
}
