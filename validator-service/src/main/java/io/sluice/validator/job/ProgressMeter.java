package io.sluice.validator.job;

import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.UploadClaimed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Publishes the progress of reading a file: at its start, then at most once per interval. It never goes
/// back: of a second pass over the file nothing is published before it has come further than the first.
final class ProgressMeter {
    private final UploadClaimed claim;
    private final JobEvents jobEvents;
    private final Clock clock;
    private final Duration interval;
    private Instant publishedAt;
    private long publishedBytes;

    private ProgressMeter(UploadClaimed claim, JobEvents jobEvents, Clock clock, Duration interval, Instant startedAt) {
        this.claim = claim;
        this.jobEvents = jobEvents;
        this.clock = clock;
        this.interval = interval;
        this.publishedAt = startedAt;
    }

    static ProgressMeter start(UploadClaimed claim, JobEvents jobEvents, Clock clock, Duration interval) {
        var meter = new ProgressMeter(claim, jobEvents, clock, interval, clock.instant());
        meter.publish(0, 0);
        return meter;
    }

    void read(long rows, long bytes) {
        var now = clock.instant();
        if (bytes > publishedBytes && Duration.between(publishedAt, now).compareTo(interval) >= 0) {
            publishedAt = now;
            publishedBytes = bytes;
            publish(rows, bytes);
        }
    }

    private void publish(long rows, long bytes) {
        jobEvents.publishProgress(new JobProgressed(claim.job(), rows, bytes, claim.size(), 0, publishedAt));
    }
}
