package io.sluice.validator.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import io.sluice.engine.key.KeyMemory;
import io.sluice.events.RetryPolicy;
import io.sluice.validator.data.DaySets;
import io.sluice.validator.data.FakeData;
import io.sluice.validator.memory.LargeRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// A claimed file, what is stored and published of it, and processes that validate it.
final class UploadWorld {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:05Z");
    static final String GOOD = "id,name\n1,Ann\n2,Bo\n";
    static final String BAD = "id,name\n1,Ann\nx,Bo\n";

    private final FakeUploadVolume volume = new FakeUploadVolume();
    private final FakeOutcomes outcomes = new FakeOutcomes();
    private final FakeAttemptNotes attempts = new FakeAttemptNotes();
    private final FakeJobEvents jobEvents = new FakeJobEvents();
    private final FakeSchemas schemas = new FakeSchemas();
    private final FakeData data;

    UploadWorld() {
        this(new FakeData());
    }

    UploadWorld(FakeData data) {
        this.data = data;
    }

    FakeUploadVolume volume() {
        return volume;
    }

    FakeOutcomes outcomes() {
        return outcomes;
    }

    FakeAttemptNotes attempts() {
        return attempts;
    }

    FakeJobEvents jobEvents() {
        return jobEvents;
    }

    FakeSchemas schemas() {
        return schemas;
    }

    FakeData data() {
        return data;
    }

    /// A process that has read nothing yet.
    Attempts newProcess() {
        return newProcess(KeyMemory.DEFAULTS, outcomes, NOW);
    }

    /// The same with other places for unique values and outcomes, at another time.
    Attempts newProcess(KeyMemory memory, Outcomes places, Instant now) {
        return newProcess(memory, places, now, data.daySets());
    }

    /// The same with other data sets.
    Attempts newProcess(DaySets daySets) {
        return newProcess(KeyMemory.DEFAULTS, outcomes, NOW, daySets);
    }

    private Attempts newProcess(KeyMemory memory, Outcomes places, Instant now, DaySets daySets) {
        return new Attempts(new ValidateUpload(
                schemas.asSourceSchemas(),
                new ReadUpload(volume, memory, daySets, new LargeRecords(1 << 20)),
                new BegunAttempts(attempts),
                new ConcludeJob(places, daySets, jobEvents),
                jobEvents,
                Clock.fixed(now, ZoneOffset.UTC),
                Duration.ofSeconds(1),
                new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(10))));
    }

    UploadClaimed claimed(String content) {
        var claim = Claims.order(content.length());
        volume.put(VolumePaths.claimed(claim.job()), content, Claims.MODIFIED);
        return claim;
    }

    /// The claim of another job of the same day.
    UploadClaimed anotherClaimed(String content) {
        var next = Claims.claim("20200125_order.csv", "order", content.length());
        var other = new UploadClaimed(
                new JobRef(
                        new JobId("0193f0000000700080000000000000bb"),
                        next.job().accountId(),
                        next.job().sourceType(),
                        next.job().dataDate(),
                        next.job().fileName()),
                next.size(),
                next.modifiedAt(),
                next.receivedAt(),
                next.claimedAt(),
                next.exceeded(),
                next.replayOf(),
                next.warnings());
        volume.put(VolumePaths.claimed(other.job()), content, Claims.MODIFIED);
        return other;
    }

    /// The volume has no such file, because a file over the limit is not read.
    static UploadClaimed overLimit(Limit limit, long used, long allowed) {
        return overLimit(LimitExceeded.ofBytes(limit, used, allowed));
    }

    /// The same for any limit.
    static UploadClaimed overLimit(LimitExceeded exceeded) {
        var claim = Claims.order(GOOD.length());
        return new UploadClaimed(
                claim.job(),
                claim.size(),
                claim.modifiedAt(),
                claim.receivedAt(),
                claim.claimedAt(),
                Optional.of(exceeded),
                Optional.empty(),
                List.of());
    }

    /// The file that the only stored outcome names.
    DataFile onlyDataFile() {
        assertThat(outcomes().all()).hasSize(1);
        return outcomes().all().getFirst().data().orElseThrow();
    }
}
