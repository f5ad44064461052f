package io.sluice.events.health;

import io.sluice.events.KafkaFailure;
import io.sluice.events.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/// Asks Kafka questions, each within three seconds.
///
/// After a failure it makes a new client. One that was refused remembers the refusal, and one whose thread
/// died never answers again.
final class ProbingClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 3_000;

    private final KafkaSettings settings;
    private @Nullable Admin admin;

    ProbingClient(KafkaSettings settings) {
        this.settings = settings;
    }

    /// One or more requests.
    @FunctionalInterface
    interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    /// @throws IllegalStateException when Kafka gives no answer; the message says why
    <T> T answer(Question<T> question) throws InterruptedException {
        try {
            return question.ask(open());
        } catch (ExecutionException | KafkaException refused) {
            close();
            throw new IllegalStateException(
                    refused.getCause() instanceof org.apache.kafka.common.errors.TimeoutException
                            ? noAnswer()
                            : KafkaFailure.sentence(refused),
                    refused);
        } catch (TimeoutException silent) {
            close();
            throw new IllegalStateException(noAnswer(), silent);
        }
    }

    /// Waits for one answer.
    static <T> T get(KafkaFuture<T> answer) throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String noAnswer() {
        return "no broker answers within %d s".formatted(TIMEOUT_MILLIS / 1_000);
    }

    private synchronized Admin open() {
        if (admin == null) {
            admin = Admin.create(settings.with(Map.of(
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    TIMEOUT_MILLIS,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    TIMEOUT_MILLIS)));
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
