package io.sluice.validator.job;

import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.UploadClaimed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Announces how far one reading is: at its start, then at most once an interval.
final class ProgressMeter {
    private final UploadClaimed claim;
    private final Announcements announcements;
    private final Clock clock;
    private final Duration interval;
    private Instant announcedAt;

    private ProgressMeter(
            UploadClaimed claim, Announcements announcements, Clock clock, Duration interval, Instant startedAt) {
        this.claim = claim;
        this.announcements = announcements;
        this.clock = clock;
        this.interval = interval;
        this.announcedAt = startedAt;
    }

    static ProgressMeter start(UploadClaimed claim, Announcements announcements, Clock clock, Duration interval) {
        var meter = new ProgressMeter(claim, announcements, clock, interval, clock.instant());
        meter.announce(0, 0);
        return meter;
    }

    void read(long rows, long bytes) {
        var now = clock.instant();
        if (Duration.between(announcedAt, now).compareTo(interval) >= 0) {
            announcedAt = now;
            announce(rows, bytes);
        }
    }

    private void announce(long rows, long bytes) {
        announcements.progressed(new JobProgressed(claim.job(), rows, bytes, claim.size(), 0, announcedAt));
    }
}
