package io.sluice.validator.claim;

import io.sluice.contracts.event.UploadClaimed;
import io.sluice.events.EventReader;
import io.sluice.events.UnreadableEventException;
import io.sluice.validator.job.UploadJob;
import io.sluice.validator.queue.Bulk;
import io.sluice.validator.queue.Task;
import io.sluice.validator.queue.WorkQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Puts claims into the queue, as many as may be in flight; each that is settled makes room for one more.
final class ClaimSubscriber implements Flow.Subscriber<Message<String>> {
    private static final Logger LOG = Logger.getLogger(ClaimSubscriber.class);

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
            var bulk = claim.size() > bigFileThreshold ? Bulk.BIG : Bulk.SMALL;
            queue.add(new Task<>(
                    claim.job().accountId().value(),
                    claim.job().key(),
                    bulk,
                    new ClaimedWork(new UploadJob(claim), delivery)));
        } catch (UnreadableEventException unreadable) {
            LOG.errorf("a record of upload-claimed goes to the dead letters: %s", unreadable.getMessage());
            delivery.deadLetter(String.valueOf(unreadable.getMessage()));
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.error("no more claims come in: the channel upload-claimed failed; the service must be restarted", failure);
    }

    @Override
    public void onComplete() {
        LOG.debug("no more claims come in: the channel upload-claimed is closed");
    }

    private void requestOneMore() {
        var channel = subscription.get();
        if (channel != null) {
            channel.request(1);
        }
    }
}
