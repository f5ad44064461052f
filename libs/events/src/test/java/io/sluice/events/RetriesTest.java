package io.sluice.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final Duration SAFE = Duration.ofSeconds(30);

    @Test
    void triesAgainAfterATransientFailure() {
        Queue<Uni<String>> results = new ArrayDeque<>(List.of(
                Uni.createFrom().failure(new ConnectException("refused")),
                Uni.createFrom().item("done")));

        var result = Retries.<String>whileTransient(
                "recording a claim", IllegalStateException.class::isInstance, results::remove);

        assertThat(result.await().atMost(SAFE)).isEqualTo("done");
        assertThat(results).isEmpty();
    }

    @Test
    void passesOnAPermanentFailureAtOnce() {
        var permanent = new IllegalStateException("no such column");
        Queue<Uni<String>> results = new ArrayDeque<>(List.of(Uni.createFrom().failure(permanent)));

        var result = Retries.<String>whileTransient(
                "recording a claim", IllegalStateException.class::isInstance, results::remove);

        assertThatThrownBy(() -> result.await().atMost(SAFE)).isSameAs(permanent);
        assertThat(results).isEmpty();
    }
}
