package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.event.Topics;
import io.sluice.contracts.file.JobId;
import io.sluice.events.log.Log;
import io.sluice.watcher.PublishEvent;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;

/// Publishes claims, those of one key in the order of their jobs. It keeps a claim that could not be
/// published and tries again.
///
/// After a crash [RecoverClaims] finds such claims on the volume. Used by one thread.
public final class AnnounceClaims {
    private static final Log LOG = Log.of(AnnounceClaims.class);

    private final PublishEvent events;
    private final Deque<Claim> queue = new ArrayDeque<>();

    public AnnounceClaims(PublishEvent events) {
        this.events = events;
    }

    public void add(Claim claim) {
        queue.add(claim);
    }

    /// Whether every claim was published.
    public boolean isDone() {
        return queue.isEmpty();
    }

    /// Whether the job's claim waits to be published.
    boolean holds(JobId job) {
        return queue.stream().anyMatch(claim -> claim.job().jobId().equals(job));
    }

    /// Publishes the waiting claims until none is left or one fails.
    public void announce() {
        while (!queue.isEmpty()) {
            var batch = oneOfEachKey();
            var sendings = batch.stream().map(this::send).toList();
            var failed = new ArrayList<Claim>();
            for (int i = 0; i < batch.size(); i++) {
                if (!sendings.get(i).await().indefinitely()) {
                    failed.add(batch.get(i));
                }
            }
            if (!failed.isEmpty()) {
                failed.reversed().forEach(queue::addFirst);
                LOG.warn(
                        "claims are not announced yet and nothing new is claimed; is the broker unavailable?",
                        field("claims", queue.size()));
                return;
            }
        }
    }

    private List<Claim> oneOfEachKey() {
        var keys = new HashSet<String>();
        var batch = new ArrayList<Claim>();
        for (var claims = queue.iterator(); claims.hasNext(); ) {
            var claim = claims.next();
            if (keys.add(claim.job().key())) {
                batch.add(claim);
                claims.remove();
            }
        }
        return batch;
    }

    private Uni<Boolean> send(Claim claim) {
        var sending = publish(claim)
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debug("a claim is not announced yet", job(claim.job()), cause(failure));
                    return false;
                })
                .memoize()
                .indefinitely();
        sending.subscribe().with(ignored -> {});
        return sending;
    }

    /// In the first second of the service even the call may fail; the claim must be kept then, too.
    private Uni<Void> publish(Claim claim) {
        try {
            return events.publish(Topics.UPLOAD_CLAIMED, claim.job().key(), claim.event());
        } catch (RuntimeException notWiredYet) {
            return Uni.createFrom().failure(notWiredYet);
        }
    }
}
