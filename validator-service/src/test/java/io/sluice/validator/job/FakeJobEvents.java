package io.sluice.validator.job;

import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.events.EventTooLargeException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Remembers the published events. A test sets how often publishing fails.
public final class FakeJobEvents implements JobEvents {
    private final List<JobProgressed> progress = new CopyOnWriteArrayList<>();
    private final List<UploadValidated> validated = new CopyOnWriteArrayList<>();
    private final AtomicInteger failuresLeft = new AtomicInteger();
    private volatile Predicate<UploadValidated> tooLarge = outcome -> false;

    public void failNext(int times) {
        failuresLeft.set(times);
    }

    /// The outcomes that the broker never takes.
    public void refuseAsTooLarge(Predicate<UploadValidated> outcomes) {
        tooLarge = outcomes;
    }

    public List<JobProgressed> progress() {
        return progress;
    }

    public List<UploadValidated> validated() {
        return validated;
    }

    @Override
    public void publishProgress(JobProgressed event) {
        progress.add(event);
    }

    @Override
    public void publishOutcome(UploadValidated outcome) {
        if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new UnconfirmedEventException("the broker is unavailable", new IllegalStateException("no broker"));
        }
        if (tooLarge.test(outcome)) {
            throw new EventTooLargeException(
                    Topics.UPLOAD_VALIDATED, outcome.job().key(), new IllegalStateException("2,000,000 bytes"));
        }
        validated.add(outcome);
    }
}
