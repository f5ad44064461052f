package io.sluice.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class DatabaseCallsTest {
    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration SAFE = Duration.ofSeconds(30);

    @Test
    void triesAgainWhenTheDatabaseIsUnavailableOrSilent() {
        Queue<Uni<String>> results = new ArrayDeque<>(List.of(
                Uni.createFrom().failure(new ConnectException("refused")),
                Uni.createFrom().nothing(),
                Uni.createFrom().item("done")));

        var result = DatabaseCalls.<String>retryWhileTransient("recording a claim", SHORT, results::remove);

        assertThat(result.await().atMost(SAFE)).isEqualTo("done");
        assertThat(results).isEmpty();
    }

    @Test
    void passesOnWhatTheDatabaseRefuses() {
        var refusal = new PgException("value too long", "ERROR", "22001", "a detail");

        var result = DatabaseCalls.retryWhileTransient(
                "recording a claim", SHORT, () -> Uni.createFrom().failure(refusal));

        assertThatThrownBy(() -> result.await().atMost(SAFE)).isSameAs(refusal);
    }
}
