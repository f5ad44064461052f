package io.sluice.watcher.claim;

import io.sluice.contracts.event.Topics;
import io.sluice.contracts.file.JobId;
import io.sluice.watcher.event.Events;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import org.jboss.logging.Logger;

/// Makes claims known, each key's in the order of their jobs; what cannot be made known is kept and tried
/// again.
///
/// After a crash [RecoverClaims] finds the claims anew. Used by one thread.
public final class AnnounceClaims {
    private static final Logger LOG = Logger.getLogger(AnnounceClaims.class);

    private final Events events;
    private final Deque<Claim> queue = new ArrayDeque<>();

    public AnnounceClaims(Events events) {
        this.events = events;
    }

    public void add(Claim claim) {
        queue.add(claim);
    }

    /// Whether every claim was made known.
    public boolean isDone() {
        return queue.isEmpty();
    }

    /// Whether the claim waits to be made known.
    boolean holds(JobId job) {
        return queue.stream().anyMatch(claim -> claim.job().jobId().equals(job));
    }

    /// Sends what waits, until all is sent or something fails.
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
                LOG.warnf(
                        "%d claims are not announced yet, nothing new is claimed until they are; is the broker away?",
                        queue.size());
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
                    LOG.debugf(
                            "a claim is not announced yet, jobId=%s accountId=%s fileName=%s: %s",
                            claim.job().jobId(),
                            claim.job().accountId(),
                            claim.job().fileName(),
                            failure.getMessage());
                    return false;
                })
                .memoize()
                .indefinitely();
        sending.subscribe().with(sent -> LOG.tracef("announced: %s", sent));
        return sending;
    }

    /// In the first second of the service even the call may fail: then the claim must be kept, too.
    private Uni<Void> publish(Claim claim) {
        try {
            return events.publish(Topics.UPLOAD_CLAIMED, claim.job().key(), claim.event());
        } catch (RuntimeException notWiredYet) {
            return Uni.createFrom().failure(notWiredYet);
        }
    }
}
