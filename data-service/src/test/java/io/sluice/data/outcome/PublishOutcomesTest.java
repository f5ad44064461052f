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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishOutcomesTest {
    private final InMemoryOutcomes outcomes = new InMemoryOutcomes();
    private final List<BatchFinished> published = new ArrayList<>();

    /// The outcome has three sources and two lines.
    @ParameterizedTest
    @CsvSource({"9, 3, 2", "4, 3, 0", "2, 0, 0"})
    void anOutcomeTooLargeForAnEventGetsShorterAndHoldsUpNoOther(int taken, int sources, int lines) {
        outcomes.waiting.add(outcome("a", 0, 0));
        outcomes.waiting.add(outcome("b", 3, 2));
        outcomes.waiting.add(outcome("c", 1, 0));

        var count = new PublishOutcomes(outcomes, outcome -> publish(outcome, taken)).all();

        assertThat(count).isEqualTo(3);
        assertThat(published)
                .containsExactlyInAnyOrder(outcome("a", 0, 0), outcome("b", sources, lines), outcome("c", 1, 0));
        assertThat(outcomes.waiting).isEmpty();
    }

    private Uni<Void> publish(BatchFinished outcome, int taken) {
        if (outcome.sources().size() + outcome.firstErrors().size() > taken) {
            return Uni.createFrom()
                    .failure(new EventTooLargeException("batch-finished", "acme", new IOException("2 MB")));
        }
        published.add(outcome);
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
                        .mapToObj(i -> BatchLogLine.ofFile(400, "type-error", "line " + i))
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
        public int publish(int limit, Consumer<List<BatchFinished>> publisher) {
            var some = waiting.stream().limit(limit).toList();
            publisher.accept(some);
            waiting.removeAll(some);
            return some.size();
        }
    }
}
