package io.sluice.data.outcome;

import io.sluice.contracts.batch.BatchLogLine;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.events.EventTooLargeException;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Publishes each outcome at least once. What is left to publish is read from the outcomes themselves, so a
/// failed run loses nothing. An outcome with too much in it for an event gets shorter and holds up no other.
final class PublishOutcomes {
    private static final int BATCH = 100;
    /// Of a text in a line, when the outcome gets shorter.
    private static final int MOST_CHARACTERS = 200;

    private final UnpublishedOutcomes outcomes;
    private final Function<BatchFinished, Uni<Void>> publisher;

    PublishOutcomes(UnpublishedOutcomes outcomes, Function<BatchFinished, Uni<Void>> publisher) {
        this.outcomes = outcomes;
        this.publisher = publisher;
    }

    /// Publishes until nothing is left; the number of events.
    ///
    /// @throws IllegalStateException if some of them cannot be sent now; all others are
    int all() {
        var all = 0;
        int published;
        do {
            var failures = new ConcurrentLinkedQueue<Throwable>();
            published = outcomes.publish(BATCH, some -> publish(some, failures));
            all += published;
            if (!failures.isEmpty()) {
                throw new IllegalStateException(
                        "%d outcomes cannot be sent: %s".formatted(failures.size(), failures.peek()), failures.peek());
            }
        } while (published == BATCH);
        return all;
    }

    /// Those that are sent.
    private Set<BatchRef> publish(List<BatchFinished> some, Collection<Throwable> failures) {
        if (some.isEmpty()) {
            return Set.of();
        }
        return Uni.join()
                .all(some.stream().map(outcome -> sent(outcome, failures)).toList())
                .andCollectFailures()
                .map(all -> all.stream().flatMap(Optional::stream).collect(Collectors.toSet()))
                .await()
                .indefinitely();
    }

    private Uni<Optional<BatchRef>> sent(BatchFinished outcome, Collection<Throwable> failures) {
        return publish(outcome)
                .replaceWith(Optional.of(outcome.batchRef()))
                .onFailure()
                .invoke(failures::add)
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    /// Job history and mails give the first line as the reason, so it stays. An outcome that is too large in
    /// each form is an error in the log and counts as published.
    private Uni<Void> publish(BatchFinished outcome) {
        var lines =
                outcome.firstErrors().stream().map(PublishOutcomes::shortened).toList();
        var first = lines.stream().limit(1).toList();
        return publishOne(List.of(
                outcome,
                with(outcome.sources(), lines, outcome),
                with(outcome.sources(), first, outcome),
                with(List.of(), first, outcome)));
    }

    /// Publishes the first form that is not too large.
    private Uni<Void> publishOne(List<BatchFinished> forms) {
        var sent = publisher.apply(forms.getFirst()).onFailure(EventTooLargeException.class);
        return forms.size() == 1
                ? sent.recoverWithNull()
                : sent.recoverWithUni(() -> publishOne(forms.subList(1, forms.size())));
    }

    private static BatchLogLine shortened(BatchLogLine line) {
        return new BatchLogLine(
                line.ref(),
                line.code(),
                shortened(line.message()),
                line.line(),
                line.column().map(PublishOutcomes::shortened),
                line.rule().map(PublishOutcomes::shortened),
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
