package io.sluice.watcher.testing;

import io.sluice.events.EventTooLargeException;
import io.sluice.fixtures.volume.Steps;
import io.sluice.watcher.PublishEvent;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;

/// Keeps what was published; can be unavailable like a broker.
public final class RecordedEvents implements PublishEvent {
    private final List<Published> published = new ArrayList<>();
    private final Steps steps;
    private boolean unavailable;
    private Function<Object, Uni<Void>> answer = event -> Uni.createFrom().voidItem();
    private volatile boolean unwired;

    public RecordedEvents(Steps steps) {
        this.steps = steps;
    }

    /// One event that the broker holds.
    public record Published(String topic, String key, Object event) {}

    public void brokerUnavailable(boolean now) {
        unavailable = now;
    }

    /// The broker refuses these events and takes all others.
    public void refuse(Predicate<Object> refused) {
        answer = event -> refused.test(event)
                ? Uni.createFrom().failure(new IllegalStateException("the broker refuses this event"))
                : Uni.createFrom().voidItem();
    }

    /// The broker never takes these events, because they are too large, and takes all others.
    public void refuseAsTooLarge(Predicate<Object> refused) {
        answer = event -> refused.test(event)
                ? Uni.createFrom()
                        .failure(new EventTooLargeException("a-topic", "acme", new IllegalStateException("2 MB")))
                : Uni.createFrom().voidItem();
    }

    /// What the broker answers to each event; a failure means that it does not take it.
    public void answer(Function<Object, Uni<Void>> answers) {
        answer = answers;
    }

    /// Makes even the call fail, as in the moments before the messaging is wired.
    public void unwired(boolean now) {
        unwired = now;
    }

    public <E> List<E> of(Class<E> type) {
        return published.stream()
                .map(Published::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public List<Published> all() {
        return List.copyOf(published);
    }

    public void clear() {
        published.clear();
    }

    @Override
    public synchronized Uni<Void> publish(String topic, String key, Object event) {
        if (unwired) {
            throw new IllegalStateException("no emitter yet");
        }
        if (unavailable) {
            return Uni.createFrom().failure(new IllegalStateException("the broker is unavailable"));
        }
        var answered = answer.apply(event);
        var failed = new AtomicBoolean();
        answered.onFailure().invoke(() -> failed.set(true)).subscribe().with(taken -> {}, failure -> {});
        if (!failed.get()) {
            steps.around(() -> published.add(new Published(topic, key, event)));
        }
        return answered;
    }
}
