package io.sluice.validator.job;

import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.UploadValidated;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps what was announced; fails as often as it is told to.
public final class FakeAnnouncements implements Announcements {
    private final List<JobProgressed> progress = new CopyOnWriteArrayList<>();
    private final List<UploadValidated> validated = new CopyOnWriteArrayList<>();
    private final AtomicInteger failuresLeft = new AtomicInteger();

    public void failNext(int times) {
        failuresLeft.set(times);
    }

    public List<JobProgressed> progress() {
        return progress;
    }

    public List<UploadValidated> validated() {
        return validated;
    }

    @Override
    public void progressed(JobProgressed event) {
        progress.add(event);
    }

    @Override
    public void validated(UploadValidated outcome) {
        if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new AnnouncementFailedException("the broker is away", new IllegalStateException("no broker"));
        }
        validated.add(outcome);
    }
}
