package io.sluice.validator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.data.DaySwapped;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.events.OutgoingTls;
import io.sluice.web.security.ServiceToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The client and a data-service that always gives the same answer.
class DaySwapClientTest {
    private static final String PATH = "/internal/data/acme/order/20200125";
    private static final DaySwap SWAP = new DaySwap(
            new JobRef(
                    new JobId("0193f0000000700080000000000000aa"),
                    new AccountId("acme"),
                    new SourceType("order"),
                    new DataDate(LocalDate.of(2020, 1, 25)),
                    "20200125_order.csv"),
            1,
            Optional.empty());

    private HttpServer server;
    private DaySwapClient client;
    private int status;
    private String type = "application/json";
    private String body = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", type);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        client = new DaySwapClient(
                new Config(url()),
                new ServiceToken(Optional.of("t0ken"), Optional.empty()),
                new OutgoingTls(Optional.empty()),
                new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void readsTheAnswerAfterTheCommit() {
        answer(200, "application/json", "{\"snapshot_id\": \"7\", \"current\": false}");

        assertThat(client.swap(SWAP)).isEqualTo(new DaySwapped("7", false));
    }

    @Test
    void passesOnWhyTheDayIsRefused() {
        answer(409, "application/problem+json", "{\"status\": 409, \"detail\": \"There is no object lake/a.\"}");

        assertThatThrownBy(() -> client.swap(SWAP))
                .isInstanceOf(DaySwapRefusedException.class)
                .hasMessage("expected 200 but PUT %s answered 409: There is no object lake/a."
                        .formatted(url().resolve(PATH)));
    }

    /// It must not pause the swaps of others.
    @Test
    void takesAFailureForOneOfThisDayAlone() {
        answer(500, "application/problem+json", "{\"status\": 500, \"detail\": \"Something failed inside.\"}");

        assertThatThrownBy(() -> client.swap(SWAP))
                .isInstanceOf(DaySwapRefusedException.class)
                .hasMessage("expected 200 but PUT %s answered 500: Something failed inside."
                        .formatted(url().resolve(PATH)));
    }

    @Test
    void countsEveryOtherAnswerAsAnOutage() {
        answer(503, "application/problem+json", "no JSON");

        assertThatThrownBy(() -> client.swap(SWAP))
                .isInstanceOf(DataServiceUnavailableException.class)
                .hasMessage("expected 200 but PUT %s answered 503, a problem that cannot be read"
                        .formatted(url().resolve(PATH)));
    }

    private void answer(int answered, String contentType, String content) {
        status = answered;
        type = contentType;
        body = content;
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private record Config(URI url) implements DataServiceConfig {
        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration requestTimeout() {
            return Duration.ofSeconds(20);
        }
    }
}
