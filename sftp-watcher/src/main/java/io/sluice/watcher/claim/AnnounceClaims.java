package io.sluice.watcher.claim;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;
import static io.sluice.events.log.LogFields.job;

import io.sluice.contracts.event.Topics;
import io.sluice.contracts.file.JobId;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.watcher.PublishEvent;
import io.sluice.watcher.Sendings;
import io.sluice.watcher.claim.ClaimLog.Entry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Publishes confirmed claims, those of one day one after another.
///
/// A claim whose event the broker does not take stays in the [ClaimLog] and is tried again in the next cycle;
/// the claims of other days do not wait for it. After a crash [RecoverClaims] finds such claims on the
/// volume. It also finds a claim whose event is too large for Kafka, and [EndClaim] ends it. For one thread.
public final class AnnounceClaims {
    private static final Log LOG = Log.of(AnnounceClaims.class);

    /// A broker answers within milliseconds; one that does not is looked at again in the next cycle.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Outages outages = new Outages(LOG);
    private final PublishEvent events;
    private final ClaimLog log;
    private final Sendings<JobId, Claim> sendings = new Sendings<>();

    public AnnounceClaims(PublishEvent events, ClaimLog log) {
        this.events = events;
        this.log = log;
    }

    /// Publishes what can be published now. Answers that came since the last call are picked up first: when
    /// every claim is on its way, nothing is sent, and nothing else would pick them up.
    void announce() {
        settle(Duration.ZERO);
        var failed = new HashSet<JobId>();
        for (var batch = nextOfEachDay(failed); !batch.isEmpty(); batch = nextOfEachDay(failed)) {
            batch.forEach(this::send);
            failed.addAll(settle(LONGEST_WAIT));
        }
    }

    /// Ends the claims whose event the broker took, and returns those that it did not take.
    private Set<JobId> settle(Duration longestWait) {
        var failed = new HashSet<JobId>();
        for (var answer : sendings.answers(longestWait)) {
            var job = answer.what().job();
            if (answer.isConfirmed()) {
                log.end(answer.what());
                outages.over(Topics.UPLOAD_CLAIMED, "claims are announced again");
                LOG.info(
                        "claimed",
                        job(job),
                        field("bytes", answer.what().event().size()));
            } else if (answer.isRefused()) {
                log.end(answer.what());
            } else {
                failed.add(job.jobId());
                answer.failure()
                        .ifPresent(failure -> outages.report(
                                Topics.UPLOAD_CLAIMED,
                                "a claim cannot be announced, tried again until it is; is the broker unavailable?",
                                job(job),
                                cause(failure)));
            }
        }
        return failed;
    }

    /// The first confirmed claim of each day, unless it is on its way or failed a moment ago.
    private List<Claim> nextOfEachDay(Set<JobId> failed) {
        var days = new HashSet<String>();
        return log.entries().stream()
                .filter(entry -> entry.state() instanceof ClaimState.Confirmed)
                .map(Entry::claim)
                .filter(claim -> days.add(claim.job().key()))
                .filter(claim -> !sendings.isOpen(claim.job().jobId())
                        && !failed.contains(claim.job().jobId()))
                .toList();
    }

    private void send(Claim claim) {
        var job = claim.job();
        sendings.send(job.jobId(), claim, () -> events.publish(Topics.UPLOAD_CLAIMED, job.key(), claim.event()));
    }
}
