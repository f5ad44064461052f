package io.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpChecksTest {
    private final HttpCaller http = HttpCaller.within(Duration.ofSeconds(5), Authorities.ofTheJvm());
    private HttpServer server;
    private URI url;
    private volatile int status = 200;
    private volatile String body = "{\"status\":\"UP\",\"checks\":[]}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void seesAServiceThatIsReady() throws InterruptedException {
        assertThat(new ReadyCheck("job-service", url, http).run())
                .isEqualTo(new CheckOutcome.Good("ready (" + url + "/q/health/ready)"));
    }

    @Test
    void namesTheFailingCheckOfAService() throws InterruptedException {
        status = 503;
        body =
                "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"Database\",\"status\":\"DOWN\",\"data\":{\"jobs\":\"refused\"}},"
                        + "{\"name\":\"Kafka\",\"status\":\"UP\"}]}";

        assertThat(new ReadyCheck("job-service", url, http).run())
                .isEqualTo(new CheckOutcome.Bad(
                        "job-service is not ready: Database {\"jobs\":\"refused\"} (" + url + "/q/health/ready)",
                        "every check UP",
                        "fix what the failing check names, the other lines here say how; else read the log of"
                                + " job-service"));
    }

    @Test
    void seesThatSomethingElseAnswers() throws InterruptedException {
        body = "<html>welcome</html>";

        assertThat(new ReadyCheck("job-service", url, http).run())
                .isEqualTo(new CheckOutcome.Bad(
                        "what answers is no Sluice service: no health report (" + url + "/q/health/ready)",
                        "the health report of job-service",
                        "see that the address of job-service is right: " + url));
    }

    @Test
    void seesAGatewayWithoutServices() throws InterruptedException {
        assertThat(new GatewayCheck(url, http).run())
                .isEqualTo(new CheckOutcome.Good("leads to schema-service (" + url + "/.well-known/jwks.json)"));
        status = 502;

        assertThat(new GatewayCheck(url, http).run())
                .isEqualTo(
                        new CheckOutcome.Bad(
                                "the gateway answered 502 (" + url + "/.well-known/jwks.json)",
                                "200 and the public keys, from schema-service",
                                "see that the gateway (Kubernetes: the Ingress) runs and that its routes name living services"));
    }

    @Test
    void readsAClockFromTheDate() throws InterruptedException {
        assertThat(clock(InstantSource.system())).isInstanceOf(CheckOutcome.Good.class);
        assertThat(clock(InstantSource.offset(InstantSource.system(), Duration.ofMinutes(-2))))
                .isInstanceOfSatisfying(
                        CheckOutcome.Bad.class, bad -> assertThat(bad.fact()).contains("ahead of this machine's"));
    }

    @Test
    void ignoresAClockThatIsUnavailable() throws InterruptedException {
        server.stop(0);

        assertThat(clock(InstantSource.system()))
                .isEqualTo(new CheckOutcome.NotChecked("it does not answer (" + url + ")"));
    }

    private CheckOutcome clock(InstantSource here) throws InterruptedException {
        return new HttpClockCheck("gateway", url, http, here, Duration.ofSeconds(5)).run();
    }

    @Test
    void namesATokenThatExpiresSoon() throws InterruptedException {
        body = tokens(
                token("a", "Mei Lin", "admin", 80),
                token("b", "pod", "sftp-server", 19),
                token("c", "job-service", "job-service", 10),
                token("d", "job-service", "job-service", 90));

        assertThat(tokensCheck().run())
                .isEqualTo(new CheckOutcome.Bad(
                        "the token \"pod\" of role sftp-server (b) expires in 19 days (" + url + "/v1/admin/tokens)",
                        "at least a fifth of its life left",
                        "issue a new one of this name and role with POST /v1/admin/tokens and give it to its user"
                                + " (docs/operations/tokens.md)"));
    }

    @Test
    void seesThatNoTokenExpiresSoon() throws InterruptedException {
        body = tokens(
                token("a", "Mei Lin", "admin", 80),
                token("b", "Wang Wei", "admin", -1),
                token("c", "pod", "sftp-server", -1),
                token("d", "new pod", "sftp-server", 90));

        assertThat(tokensCheck().run())
                .isEqualTo(new CheckOutcome.Good(
                        "2 tokens of administrators and services are in force, none expires soon (" + url
                                + "/v1/admin/tokens)"));
    }

    @Test
    void namesAServiceWhoseLastTokenHasExpired() throws InterruptedException {
        body = tokens(
                token("a", "Mei Lin", "admin", 10),
                token("b", "pod", "sftp-server", -40),
                token("c", "pod", "sftp-server", -3),
                token("d", "job-service", "job-service", -1),
                token("e", "job-service", "job-service", 90));

        assertThat(tokensCheck().run())
                .isEqualTo(new CheckOutcome.Bad(
                        "the last token of role sftp-server (c) expired 3 days ago (" + url + "/v1/admin/tokens)",
                        "a token in force for each service",
                        "issue a new one of this role with POST /v1/admin/tokens and give it to its user"
                                + " (docs/operations/tokens.md)"));
    }

    @Test
    void namesAnAdminTokenThatIsRefused() throws InterruptedException {
        status = 401;
        body = "{\"detail\": \"The token has expired. Ask the platform team for a new one.\"}";

        assertThat(tokensCheck().run())
                .isEqualTo(new CheckOutcome.Bad(
                        "schema-service refuses the admin token: 401 The token has expired. Ask the platform team"
                                + " for a new one. (" + url + "/v1/admin/tokens)",
                        "200 and the list of tokens",
                        "set sluice.admin-token to a token of role admin that is in force; docs/operations/tokens.md"
                                + " says how to get one"));
    }

    private TokensCheck tokensCheck() {
        return new TokensCheck(url, "token", http, InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000)));
    }

    /// Each lasts for 100 days.
    private static String token(String id, String name, String role, int daysLeft) {
        var expiry = 1_800_000_000L + Duration.ofDays(daysLeft).toSeconds();
        return "{\"token_id\": \"%s\", \"name\": \"%s\", \"role\": \"%s\", \"issued_at\": %d, \"expires_at\": %d}"
                .formatted(id, name, role, expiry - Duration.ofDays(100).toSeconds(), expiry);
    }

    private static String tokens(String... tokens) {
        return "{\"tokens\": [%s]}".formatted(String.join(", ", tokens));
    }
}
