package io.sluice.validator.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.event.JobProgressed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final FakeJobEvents jobEvents = new FakeJobEvents();

    @Test
    void neverGoesBackInASecondPass() {
        var claim = Claims.order(1_000);
        var meter = ProgressMeter.start(claim, jobEvents, clock, Duration.ofSeconds(1));

        now.set(START.plusSeconds(1));
        meter.read(30, 300);
        now.set(START.plusSeconds(2));
        meter.read(10, 100);
        now.set(START.plusSeconds(3));
        meter.read(40, 400);

        assertThat(jobEvents.progress()).extracting(JobProgressed::bytes).containsExactly(0L, 300L, 400L);
    }

    @Test
    void publishesAtMostOncePerInterval() {
        var claim = Claims.order(1_000);
        var meter = ProgressMeter.start(claim, jobEvents, clock, Duration.ofSeconds(1));

        now.set(START.plusMillis(999));
        meter.read(10, 100);
        now.set(START.plusMillis(1_000));
        meter.read(20, 200);
        now.set(START.plusMillis(1_500));
        meter.read(30, 300);
        now.set(START.plusMillis(2_000));
        meter.read(40, 400);

        assertThat(jobEvents.progress())
                .containsExactly(
                        new JobProgressed(claim.job(), 0, 0, 1_000, 0, START),
                        new JobProgressed(claim.job(), 20, 200, 1_000, 0, START.plusSeconds(1)),
                        new JobProgressed(claim.job(), 40, 400, 1_000, 0, START.plusSeconds(2)));
    }
}
