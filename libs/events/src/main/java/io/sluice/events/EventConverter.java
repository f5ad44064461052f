package io.sluice.events;

import io.sluice.contracts.event.Topics;
import io.smallrye.reactive.messaging.MessageConverter;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Type;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/// Lets a `@Incoming` method take the record of `io.sluice.contracts.event` in place of the JSON text.
///
/// Text that is no such record never reaches the method: the message is refused with an
/// [UnreadableEventException], so the channel's failure strategy puts it among the dead letters.
@ApplicationScoped
class EventConverter implements MessageConverter {
    private static final String EVENTS = Topics.class.getPackageName();

    /// SmallRye calls it once for each channel, with the first message.
    @Override
    public boolean canConvert(Message<?> message, Type target) {
        return target instanceof Class<?> type
                && type.isRecord()
                && type.getPackageName().equals(EVENTS)
                && isText(message.getPayload());
    }

    @Override
    public Message<?> convert(Message<?> message, Type target) {
        return message.withPayload(EventReader.read((@Nullable String) message.getPayload(), (Class<?>) target));
    }

    /// A record without a value is unreadable, too.
    private static boolean isText(@Nullable Object payload) {
        return payload == null || payload instanceof String;
    }
}
