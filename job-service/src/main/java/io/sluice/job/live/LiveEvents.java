package io.sluice.job.live;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
import io.sluice.job.live.LiveEvent.Change;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Passes every job event to the streams of its account.
///
/// The topics have no common order, so an event of a job can follow the end of that job. Such an event is
/// dropped. Only one thread may publish.
public final class LiveEvents {
    private static final int REMEMBERED_JOBS = 10_000;

    private final BroadcastProcessor<LiveEvent> events = BroadcastProcessor.create();
    private final Set<JobId> ended = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, Boolean> eldest) {
            return size() > REMEMBERED_JOBS;
        }
    });

    public void publish(LiveEvent event) {
        var late = event.change() == Change.FINISHED ? !ended.add(event.job()) : ended.contains(event.job());
        if (!late) {
            events.onNext(event);
        }
    }

    /// The account's events from now on. Fails when the reader is more than `buffer` events behind.
    public Multi<LiveEvent> of(AccountId account, int buffer) {
        return events.filter(event -> event.account().equals(account))
                .onOverflow()
                .buffer(buffer);
    }
}
