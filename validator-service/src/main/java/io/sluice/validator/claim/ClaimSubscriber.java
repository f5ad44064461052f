package io.sluice.validator.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.events.EventReader;
import io.sluice.events.UnreadableEventException;
import io.sluice.events.log.Log;
import io.sluice.validator.job.UploadJob;
import io.sluice.validator.queue.Task;
import io.sluice.validator.queue.TaskSize;
import io.sluice.validator.queue.WorkQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/// Puts claims into the queue, up to the number that may be in flight. Each settled claim makes room for one
/// more. It reads the JSON itself, because a claim that cannot be read must make room, too.
final class ClaimSubscriber implements Flow.Subscriber<Message<String>> {
    private static final Log LOG = Log.of(ClaimSubscriber.class);

    private final WorkQueue<ClaimedWork> queue;
    private final int inFlight;
    private final long bigFileThreshold;
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

    ClaimSubscriber(WorkQueue<ClaimedWork> queue, int inFlight, long bigFileThreshold) {
        this.queue = queue;
        this.inFlight = inFlight;
        this.bigFileThreshold = bigFileThreshold;
    }

    @Override
    public void onSubscribe(Flow.Subscription channel) {
        subscription.set(channel);
        channel.request(inFlight);
    }

    @Override
    public void onNext(Message<String> message) {
        var delivery = new RecordDelivery(message, this::requestOneMore);
        try {
            var claim = EventReader.read(message.getPayload(), UploadClaimed.class);
            var size = claim.size() > bigFileThreshold ? TaskSize.BIG : TaskSize.SMALL;
            queue.add(new Task<>(
                    claim.job().accountId().value(),
                    claim.job().key(),
                    size,
                    new ClaimedWork(new UploadJob(claim), delivery)));
        } catch (UnreadableEventException unreadable) {
            LOG.error(
                    "unreadable claim goes to the dead letters",
                    field("topic", Topics.UPLOAD_CLAIMED),
                    cause(unreadable));
            delivery.deadLetter(String.valueOf(unreadable.getMessage()));
        }
    }

    @Override
    public void onError(Throwable failure) {
        // EndWithChannels logs it and ends the process.
        LOG.debug("no more claims arrive because the channel upload-claimed failed", cause(failure));
    }

    @Override
    public void onComplete() {
        LOG.debug("no more claims arrive because the channel upload-claimed is closed");
    }

    private void requestOneMore() {
        var channel = subscription.get();
        if (channel != null) {
            channel.request(1);
        }
    }
}
