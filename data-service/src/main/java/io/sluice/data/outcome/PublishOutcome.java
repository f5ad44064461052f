package io.sluice.data.outcome;

import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.events.EventTooLargeException;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.BiFunction;

/// Publishes an outcome. One with too much in it for an event gets shorter.
final class PublishOutcome implements BiFunction<String, BatchFinished, Uni<Void>> {
    /// Of a text in a line, when the outcome gets shorter.
    private static final int MOST_CHARACTERS = 200;

    private final BiFunction<String, BatchFinished, Uni<Void>> publisher;

    PublishOutcome(BiFunction<String, BatchFinished, Uni<Void>> publisher) {
        this.publisher = publisher;
    }

    /// Job history and mails give the first line as the reason, so it stays.
    @Override
    public Uni<Void> apply(String key, BatchFinished outcome) {
        var lines =
                outcome.firstErrors().stream().map(PublishOutcome::shortened).toList();
        var first = lines.stream().limit(1).toList();
        return publishOne(
                key,
                List.of(
                        outcome,
                        with(outcome.sources(), lines, outcome),
                        with(outcome.sources(), first, outcome),
                        with(List.of(), first, outcome)));
    }

    /// Publishes the first form that is not too large.
    private Uni<Void> publishOne(String key, List<BatchFinished> forms) {
        var sent = publisher.apply(key, forms.getFirst());
        return forms.size() == 1
                ? sent
                : sent.onFailure(EventTooLargeException.class)
                        .recoverWithUni(() -> publishOne(key, forms.subList(1, forms.size())));
    }

    private static BatchLogLine shortened(BatchLogLine line) {
        return new BatchLogLine(
                line.ref(),
                line.code(),
                shortened(line.message()),
                line.line(),
                line.column().map(PublishOutcome::shortened),
                line.rule().map(PublishOutcome::shortened),
                line.error());
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, MOST_CHARACTERS))) + "…";
    }

    private static BatchFinished with(
            List<BatchFinished.Source> sources, List<BatchLogLine> firstErrors, BatchFinished outcome) {
        return new BatchFinished(
                outcome.batchRef(),
                outcome.accountId(),
                outcome.jobId(),
                outcome.outcome(),
                outcome.totalCount(),
                outcome.succeededCount(),
                outcome.failedCount(),
                sources,
                firstErrors,
                outcome.logKey(),
                outcome.size(),
                outcome.receivedAt(),
                outcome.startedAt(),
                outcome.finishedAt());
    }
}
