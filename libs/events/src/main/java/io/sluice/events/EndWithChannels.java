package io.sluice.events;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.SubscriberDecorator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/// Ends the process when one of its channels ends: no event comes through that channel again, and nothing in
/// the process begins it anew. Kubernetes and the launcher start an ended process again.
///
/// | why a channel ends | how it shows |
/// |---|---|
/// | Kafka's client gives up | it fails |
/// | an event could be neither handled nor put among the dead letters | its consumer cancels it |
/// | Kafka's client is closed | it is completed |
///
/// While the service stops, its channels may end.
@ApplicationScoped
class EndWithChannels implements SubscriberDecorator {
    private static final Log LOG = Log.of(EndWithChannels.class);
    private static final int FAILED = 1;

    private final Runnable exit;
    private volatile boolean stopping;

    @Inject
    EndWithChannels() {
        this(() -> Quarkus.asyncExit(FAILED));
    }

    EndWithChannels(Runnable exit) {
        this.exit = exit;
    }

    void stops(@Observes ShutdownEvent event) {
        stopping = true;
    }

    @Override
    public Multi<? extends Message<?>> decorate(
            Multi<? extends Message<?>> messages, List<String> channels, boolean isConnector) {
        return watch(messages, String.join(", ", channels));
    }

    private <T> Multi<T> watch(Multi<T> messages, String channel) {
        return messages.onTermination().invoke((failure, cancelled) -> ended(channel, failure));
    }

    private void ended(String channel, @Nullable Throwable failure) {
        if (stopping) {
            return;
        }
        var message = "the service ends because one of its channels ended; it has to be started again";
        if (failure == null) {
            LOG.error(message, LogFields.field("channel", channel));
        } else {
            LOG.error(failure, message, LogFields.field("channel", channel));
        }
        exit.run();
    }
}
