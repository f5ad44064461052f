package io.sluice.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class EndWithChannelsTest {
    private final AtomicInteger exits = new AtomicInteger();
    private final EndWithChannels channels = new EndWithChannels(exits::incrementAndGet);
    private final UnicastProcessor<Message<?>> kafka = UnicastProcessor.create();
    private final Multi<? extends Message<?>> channel = channels.decorate(kafka, List.of("upload-claimed"), false);

    @Test
    void processGoesOnWithItsChannels() {
        consume();

        kafka.onNext(Message.of("event"));

        assertThat(exits).hasValue(0);
    }

    @Test
    void processEndsWhenAChannelFails() {
        consume();

        kafka.onError(new IllegalStateException("no broker answers"));

        assertThat(exits).hasValue(1);
    }

    @Test
    void processEndsWhenAChannelIsCompleted() {
        consume();

        kafka.onComplete();

        assertThat(exits).hasValue(1);
    }

    /// As when an event can neither be handled nor put among the dead letters.
    @Test
    void processEndsWhenTheConsumerGivesUp() {
        channel.onItem()
                .transformToUniAndConcatenate(event -> Uni.createFrom().failure(new IllegalStateException("no topic")))
                .subscribe()
                .with(handled -> {}, failure -> {});

        kafka.onNext(Message.of("event"));

        assertThat(exits).hasValue(1);
    }

    @Test
    void channelsEndWithTheService() {
        consume();
        channels.stops(new ShutdownEvent());

        kafka.onComplete();

        assertThat(exits).hasValue(0);
    }

    private void consume() {
        channel.subscribe().with(event -> {}, failure -> {});
    }
}
