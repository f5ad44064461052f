package io.sluice.notifier.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailPolicyTest {
    private static final MailPolicy POLICY = new MailPolicy(
            Duration.ofSeconds(75),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofHours(24),
            Duration.ofDays(7));

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "5, 16", "6, 30", "100000, 30"})
    void doublesTheWaitUpToTheLongest(int attempt, int seconds) {
        assertThat(POLICY.waitAfter(attempt)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
