package io.sluice.data.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.JobId;
import io.sluice.events.EventTooLargeException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishOutcomeTest {
    private @Nullable String published;
    private int asked;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 3 sources, lines of [1000, 1000]
            1 | 3 sources, lines of [201, 201]
            2 | 3 sources, lines of [201]
            3 | 0 sources, lines of [201]
            """)
    void anOutcomeTooLargeForAnEventGetsShorter(int refused, String form) {
        publishing(refused).apply("acme", outcome()).await().indefinitely();

        assertThat(published).isEqualTo(form);
    }

    @Test
    void anOutcomeTooLargeInEachFormIsRefused() {
        var sent = publishing(4).apply("acme", outcome()).subscribeAsCompletionStage();

        assertThat(sent)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(EventTooLargeException.class);
        assertThat(published).isNull();
    }

    /// Its broker refuses some forms.
    private PublishOutcome publishing(int refused) {
        return new PublishOutcome((key, outcome) -> {
            if (++asked <= refused) {
                return Uni.createFrom()
                        .failure(new EventTooLargeException("batch-finished", key, new IOException("2 MB")));
            }
            published = "%d sources, lines of %s"
                    .formatted(
                            outcome.sources().size(),
                            outcome.firstErrors().stream()
                                    .map(line -> line.message().length())
                                    .toList());
            return Uni.createFrom().voidItem();
        });
    }

    private static BatchFinished outcome() {
        return new BatchFinished(
                new BatchRef("00000000-0000-4000-8000-000000000000"),
                new AccountId("acme"),
                new JobId("b".repeat(32)),
                Outcome.FAILED,
                10,
                8,
                2,
                IntStream.range(0, 3)
                        .mapToObj(i -> new BatchFinished.Source(new SourceType("guest" + i), "Guests", 1, 2))
                        .toList(),
                IntStream.range(0, 2)
                        .mapToObj(_ -> BatchLogLine.ofFile(400, "type-error", "x".repeat(1_000)))
                        .toList(),
                Optional.of("logs/b"),
                1_000,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
