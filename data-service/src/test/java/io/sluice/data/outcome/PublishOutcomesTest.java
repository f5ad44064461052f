package io.sluice.data.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishOutcomesTest {
    private final InMemoryOutcomes outcomes = new InMemoryOutcomes();
    private final Map<String, String> published = new HashMap<>();
    private int asked;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 3 sources, lines of [1000, 1000]
            1 | 3 sources, lines of [201, 201]
            2 | 3 sources, lines of [201]
            3 | 0 sources, lines of [201]
            4 |
            """)
    void anOutcomeTooLargeForAnEventGetsShorterAndHoldsUpNoOther(int refused, @Nullable String form) {
        outcomes.waiting.add(outcome("a", 0, 0));
        outcomes.waiting.add(outcome("b", 3, 2));
        outcomes.waiting.add(outcome("c", 1, 0));

        var count = new PublishOutcomes(outcomes, outcome -> publish(outcome, refused)).all();

        assertThat(count).isEqualTo(3);
        assertThat(outcomes.waiting).isEmpty();
        assertThat(published.remove("b")).isEqualTo(form);
        assertThat(published).isEqualTo(Map.of("a", "0 sources, lines of []", "c", "1 sources, lines of []"));
    }

    /// Otherwise the others would be sent again each second.
    @Test
    void remembersThoseThatWereSentBesideOneThatFailed() {
        outcomes.waiting.add(outcome("a", 0, 0));
        outcomes.waiting.add(outcome("b", 2, 0));
        outcomes.waiting.add(outcome("c", 0, 0));
        var publishOutcomes = new PublishOutcomes(
                outcomes,
                outcome -> outcome.sources().isEmpty()
                        ? publish(outcome, 0)
                        : Uni.createFrom().failure(new IOException("refused")));

        assertThatThrownBy(publishOutcomes::all)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("1 outcomes cannot be sent: java.io.IOException: refused");

        assertThat(published).containsOnlyKeys("a", "c");
        assertThat(outcomes.waiting).containsExactly(outcome("b", 2, 0));
    }

    /// Refuses the second batch some times.
    private Uni<Void> publish(BatchFinished outcome, int refused) {
        var batch = outcome.jobId().value().substring(0, 1);
        if (batch.equals("b") && ++asked <= refused) {
            return Uni.createFrom()
                    .failure(new EventTooLargeException("batch-finished", "acme", new IOException("2 MB")));
        }
        published.put(
                batch,
                "%d sources, lines of %s"
                        .formatted(
                                outcome.sources().size(),
                                outcome.firstErrors().stream()
                                        .map(line -> line.message().length())
                                        .toList()));
        return Uni.createFrom().voidItem();
    }

    private static BatchFinished outcome(String letter, int sources, int lines) {
        return new BatchFinished(
                new BatchRef("00000000-0000-4000-8000-" + letter.repeat(12)),
                new AccountId("acme"),
                new JobId(letter.repeat(32)),
                Outcome.FAILED,
                10,
                8,
                2,
                IntStream.range(0, sources)
                        .mapToObj(i -> new BatchFinished.Source(new SourceType("guest" + i), "Guests", 1, 2))
                        .toList(),
                IntStream.range(0, lines)
                        .mapToObj(_ -> BatchLogLine.ofFile(400, "type-error", "x".repeat(1_000)))
                        .toList(),
                Optional.of("logs/" + letter),
                1_000,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static final class InMemoryOutcomes implements UnpublishedOutcomes {
        private final List<BatchFinished> waiting = new ArrayList<>();

        @Override
        public int publish(int limit, Function<List<BatchFinished>, Set<BatchRef>> publisher) {
            var published = publisher.apply(waiting.stream().limit(limit).toList());
            waiting.removeIf(outcome -> published.contains(outcome.batchRef()));
            return published.size();
        }
    }
}
