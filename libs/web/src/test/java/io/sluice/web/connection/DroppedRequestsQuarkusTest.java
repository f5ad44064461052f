package io.sluice.web.connection;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.restassured.RestAssured;
import io.sluice.fixtures.http.RawConnection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Requests whose turn comes after their client has closed the connection. A stop of the service waits for
/// requests that have not ended, as long as it may.
@QuarkusTest
class DroppedRequestsQuarkusTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MANY = 500;
    private static CompletableFuture<String> answer = new CompletableFuture<>();

    @Inject
    Requests requests;

    /// Counts them as the server does that stops gracefully.
    @ApplicationScoped
    public static class Requests {
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();

        void register(@Observes Filters filters) {
            filters.register(
                    context -> {
                        if (context.request().path().equals("/waits")) {
                            begun.incrementAndGet();
                            QuarkusRequestWrapper.get(context.request())
                                    .addRequestDoneHandler(done -> ended.incrementAndGet());
                        }
                        context.next();
                    },
                    100_000);
        }

        int begun() {
            return begun.get();
        }

        int ended() {
            return ended.get();
        }
    }

    /// Answers when the test says so.
    @Path("waits")
    public static class Waits {
        @GET
        @PermitAll
        public Uni<String> answer() {
            return Uni.createFrom().completionStage(answer);
        }
    }

    @Test
    void end() {
        try (var connection = RawConnection.to(RestAssured.port, TIMEOUT)) {
            connection.write("GET /waits HTTP/1.1\r\nHost: a\r\n\r\n".repeat(MANY));
            await().atMost(TIMEOUT).until(() -> requests.begun() == 1);
        }
        await().atMost(TIMEOUT).until(() -> requests.ended() == 1);

        answer.complete("late");

        await().during(Duration.ofMillis(500)).atMost(TIMEOUT).until(() -> requests.ended() == requests.begun());
    }
}
