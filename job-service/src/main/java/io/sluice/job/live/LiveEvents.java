package io.sluice.job.live;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.job.live.LiveEvent.Kind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Hands every job event to the streams of its account.
///
/// The topics are not in step with one another: what comes of a job after its end was told is dropped. Events
/// are given in by one thread.
public final class LiveEvents {
    private static final int REMEMBERED_ENDS = 10_000;

    private final BroadcastProcessor<LiveEvent> events = BroadcastProcessor.create();
    private final Set<JobId> ended = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, Boolean> eldest) {
            return size() > REMEMBERED_ENDS;
        }
    });

    public void happened(LiveEvent event) {
        var known = event.kind() == Kind.FINISHED ? !ended.add(event.job()) : ended.contains(event.job());
        if (!known) {
            events.onNext(event);
        }
    }

    /// What happens from now on; fails when more than `buffer` events were not yet taken.
    public Multi<LiveEvent> of(AccountId account, int buffer) {
        return events.filter(event -> event.account().equals(account))
                .onOverflow()
                .buffer(buffer);
    }
}
