package io.sluice.devstack.faults;

import io.sluice.devstack.demo.BatchClient;
import io.sluice.devstack.demo.BatchClient.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// A client that sends one batch until it is taken, as the documentation asks for it.
///
/// | answer | what it does |
/// |---|---|
/// | 200 or 201 to the allocation | sends the file |
/// | 200 to the file | ends: the batch is taken |
/// | 409 to the file | ends: an earlier try arrived, and its answer was lost |
/// | 429, 503 | begins again, as late as `Retry-After` says |
/// | 408, or none: the connection is refused or breaks | begins again after a second |
/// | another | ends: nobody told the client of such an answer |
///
/// Belongs to one thread.
final class BatchSender {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final BatchClient client;
    private final UUID uuid;
    private final byte[] file;
    private final Supplier<Instant> end;
    private final List<String> refusals = new ArrayList<>();
    private Duration longest = Duration.ZERO;

    /// @param client the first answer counts
    /// @param end when it gives up, as far as that is known now
    BatchSender(BatchClient client, UUID uuid, byte[] file, Supplier<Instant> end) {
        this.client = client;
        this.uuid = uuid;
        this.file = file;
        this.end = end;
    }

    /// What became of it.
    ///
    /// @param fault why it is not taken; empty if it is
    /// @param refusals what asked it to begin again: a status, or `no answer`
    /// @param took from the first request to the last answer
    /// @param longest answer
    record Sent(Optional<String> fault, List<String> refusals, Duration took, Duration longest) {
        Sent {
            refusals = List.copyOf(refusals);
        }
    }

    /// What follows from one try.
    private sealed interface Try {
        record Taken() implements Try {}

        record Later(String refusal, Duration pause) implements Try {}

        record Refused(String answer) implements Try {}
    }

    /// Returns when the batch is taken, or never will be.
    Sent send() {
        long begin = System.nanoTime();
        Optional<String> fault = untilTaken();
        return new Sent(fault, refusals, Duration.ofNanos(System.nanoTime() - begin), longest);
    }

    private Optional<String> untilTaken() {
        while (true) {
            switch (attempt()) {
                case Try.Taken _ -> {
                    return Optional.empty();
                }
                case Try.Refused(String answer) -> {
                    return Optional.of(uuid + " was answered " + answer);
                }
                case Try.Later(String refusal, Duration pause) -> {
                    refusals.add(refusal);
                    if (Instant.now().plus(pause).isAfter(end.get())) {
                        return Optional.of(uuid + " was not taken in time, at last because of " + refusal);
                    }
                    Scene.hold(pause);
                }
            }
        }
    }

    private Try attempt() {
        try {
            Answer allocated = measured(() -> client.allocate(uuid, file));
            if (allocated.status() != 200 && allocated.status() != 201) {
                return refused(allocated);
            }
            Answer uploaded = measured(() -> client.upload(allocated, file));
            return uploaded.status() == 200 || uploaded.status() == 409 ? new Try.Taken() : refused(uploaded);
        } catch (UncheckedIOException broken) {
            return new Try.Later("no answer", PAUSE);
        }
    }

    private static Try refused(Answer answer) {
        Optional<Duration> pause = switch (answer.status()) {
            case 408 -> Optional.of(PAUSE);
            case 429, 503 -> answer.retryAfter();
            default -> Optional.empty();
        };
        return pause.<Try>map(time -> new Try.Later(Integer.toString(answer.status()), time))
                .orElseGet(() -> new Try.Refused("%d %s".formatted(answer.status(), answer.body())));
    }

    private Answer measured(Supplier<Answer> request) {
        long begin = System.nanoTime();
        try {
            return request.get();
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
    }
}
