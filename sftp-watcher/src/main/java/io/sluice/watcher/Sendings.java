package io.sluice.watcher;

import io.sluice.events.EventTooLargeException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Events on their way to the broker, at most one for each key.
///
/// A broker may take minutes to answer for one record. So nobody waits longer than asked, and the answers
/// that are missing are picked up later. For one thread.
///
/// @param <K> what an event is about
/// @param <V> what is remembered until the answer comes
public final class Sendings<K, V> {
    private final Map<K, Sent<V>> open = new LinkedHashMap<>();

    private record Sent<V>(V what, CompletableFuture<?> answer) {}

    /// The broker's answer.
    ///
    /// @param failure empty when the broker holds the event durably
    public record Answer<V>(V what, Optional<Throwable> failure) {
        public boolean isConfirmed() {
            return failure.isEmpty();
        }

        /// Whether no attempt to send it can succeed.
        public boolean isRefused() {
            return failure.filter(EventTooLargeException.class::isInstance).isPresent();
        }
    }

    /// Whether an event of the key has no answer yet.
    public boolean isOpen(K key) {
        return open.containsKey(key);
    }

    /// The number of events without an answer.
    public int size() {
        return open.size();
    }

    /// Begins to send; to be called only for a key that is not open.
    public void send(K key, V what, Supplier<Uni<Void>> publication) {
        open.put(key, new Sent<>(what, begin(publication)));
    }

    /// In the first second of the service even the call may fail.
    private static CompletableFuture<?> begin(Supplier<Uni<Void>> publication) {
        try {
            return publication.get().subscribeAsCompletionStage();
        } catch (RuntimeException notWiredYet) {
            return CompletableFuture.failedFuture(notWiredYet);
        }
    }

    /// Waits for the answers, at most the given time, and returns those that came, in the order of sending.
    public List<Answer<V>> answers(Duration longest) {
        await(longest);
        var answers = new ArrayList<Answer<V>>();
        for (var sent = open.values().iterator(); sent.hasNext(); ) {
            var next = sent.next();
            if (next.answer().isDone()) {
                answers.add(new Answer<>(next.what(), failure(next.answer())));
                sent.remove();
            }
        }
        return answers;
    }

    private void await(Duration longest) {
        var all =
                CompletableFuture.allOf(open.values().stream().map(Sent::answer).toArray(CompletableFuture<?>[]::new));
        try {
            all.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException someAreMissingOrFailed) {
            // Each answer is looked at by itself.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Throwable> failure(CompletableFuture<?> answer) {
        return answer.isCompletedExceptionally()
                ? Optional.of(answer.exceptionNow()).map(Sendings::cause)
                : Optional.empty();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
