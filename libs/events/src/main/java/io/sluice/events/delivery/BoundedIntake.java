package io.sluice.events.delivery;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.events.EventReader;
import io.sluice.events.UnreadableEventException;
import io.sluice.events.log.Log;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/// Takes events of a channel, up to the number that may be in flight. Each settled one makes room for one
/// more. It reads the JSON itself, because an event that cannot be read must make room, too.
public final class BoundedIntake<E> implements Flow.Subscriber<Message<String>> {
    private static final Log LOG = Log.of(BoundedIntake.class);

    private final String topic;
    private final Class<E> type;
    private final int inFlight;
    private final BiConsumer<E, Delivery> work;
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

    /// @param work returns at once; it settles the delivery later
    public BoundedIntake(String topic, Class<E> type, int inFlight, BiConsumer<E, Delivery> work) {
        this.topic = topic;
        this.type = type;
        this.inFlight = inFlight;
        this.work = work;
    }

    @Override
    public void onSubscribe(Flow.Subscription channel) {
        subscription.set(channel);
        channel.request(inFlight);
    }

    @Override
    public void onNext(Message<String> message) {
        var delivery = new RecordDelivery(message, this::requestOneMore);
        E event;
        try {
            event = EventReader.read(message.getPayload(), type);
        } catch (UnreadableEventException unreadable) {
            LOG.error("unreadable event goes to the dead letters", field("topic", topic), cause(unreadable));
            delivery.deadLetter(String.valueOf(unreadable.getMessage()));
            return;
        }
        work.accept(event, delivery);
    }

    @Override
    public void onError(Throwable failure) {
        // EndWithChannels logs it and ends the process.
        LOG.debug("no more events arrive because the channel failed", field("topic", topic), cause(failure));
    }

    @Override
    public void onComplete() {
        LOG.debug("no more events arrive because the channel is closed", field("topic", topic));
    }

    private void requestOneMore() {
        var channel = subscription.get();
        if (channel != null) {
            channel.request(1);
        }
    }
}
