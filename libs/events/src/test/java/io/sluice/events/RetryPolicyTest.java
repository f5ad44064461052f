package io.sluice.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    @ParameterizedTest
    @CsvSource({"1, PT0.5S", "2, PT1S", "5, PT8S", "6, PT10S", "2147483647, PT10S"})
    void doublesTheDelayUpToTheLongest(int attempt, Duration delay) {
        var policy = new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(10));

        assertThat(policy.delayAfter(attempt)).isEqualTo(delay);
    }

    @ParameterizedTest
    @CsvSource({"PT2S, PT1S", "PT0S, PT1S", "PT-1S, PT1S"})
    void refusesDelaysOutOfOrder(Duration first, Duration longest) {
        assertThatThrownBy(() -> new RetryPolicy(first, longest))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 0 < first delay <= longest delay but got %s and %s".formatted(first, longest));
    }

    @Test
    void allowsOneDelayForAllAttempts() {
        var policy = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1));

        assertThat(policy.delayAfter(7)).isEqualTo(Duration.ofSeconds(1));
    }
}
