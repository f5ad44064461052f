package io.sluice.devstack.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Repeats a question until there is an answer.
public final class Until {

    private static final Duration BETWEEN = Duration.ofMillis(250);

    private Until() {}

    /// Returns the first answer; throws if there is none within the limit.
    public static <T> T seen(String what, Duration limit, Supplier<Optional<T>> look) {
        CompletableFuture<T> found = new CompletableFuture<>();
        try (var scheduler = Executors.newSingleThreadScheduledExecutor()) {
            var repeated = scheduler.scheduleWithFixedDelay(
                    () -> {
                        try {
                            look.get().ifPresent(found::complete);
                        } catch (RuntimeException cause) {
                            found.completeExceptionally(cause);
                        }
                    },
                    0,
                    BETWEEN.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                return found.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                repeated.cancel(false);
            }
        } catch (TimeoutException late) {
            throw new IllegalStateException(what + " did not come within " + limit.toSeconds() + " s", late);
        } catch (ExecutionException cause) {
            throw new IllegalStateException(what + " cannot be awaited: " + cause.getCause(), cause);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + what, interruption);
        }
    }
}
