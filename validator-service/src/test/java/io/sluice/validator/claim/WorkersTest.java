package io.sluice.validator.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.engine.key.KeyMemory;
import io.sluice.events.RetryPolicy;
import io.sluice.events.delivery.Delivery;
import io.sluice.fixtures.LoggedLines;
import io.sluice.threads.queue.Task;
import io.sluice.threads.queue.TaskSize;
import io.sluice.threads.queue.WorkQueue;
import io.sluice.validator.data.FakeData;
import io.sluice.validator.job.BegunAttempts;
import io.sluice.validator.job.Claims;
import io.sluice.validator.job.ConcludeJob;
import io.sluice.validator.job.FakeAttemptNotes;
import io.sluice.validator.job.FakeJobEvents;
import io.sluice.validator.job.FakeOutcomes;
import io.sluice.validator.job.FakeSchemas;
import io.sluice.validator.job.FakeUploadVolume;
import io.sluice.validator.job.ReadUpload;
import io.sluice.validator.job.UploadJob;
import io.sluice.validator.job.ValidateUpload;
import io.sluice.validator.memory.LargeRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final String GOOD = "id,name\n1,Ann\n2,Bo\n";

    private final FakeUploadVolume volume = new FakeUploadVolume();
    private final FakeOutcomes outcomes = new FakeOutcomes();
    private final FakeJobEvents jobEvents = new FakeJobEvents();
    private final FakeSchemas schemas = new FakeSchemas();
    private final FakeData data = new FakeData();
    private final WorkQueue<ClaimedWork> queue = new WorkQueue<>(1, System::nanoTime);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<String> deadLetters = new CopyOnWriteArrayList<>();
    private final Workers workers = new Workers(
            queue,
            new ValidateUpload(
                    schemas.asSourceSchemas(),
                    new ReadUpload(volume, KeyMemory.DEFAULTS, data.daySets(), new LargeRecords(1 << 20)),
                    new BegunAttempts(new FakeAttemptNotes()),
                    new ConcludeJob(outcomes, data.daySets(), jobEvents),
                    jobEvents,
                    Clock.systemUTC(),
                    Duration.ofSeconds(1),
                    new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(20))),
            new JobMetrics(meters, queue));

    @AfterEach
    void stopWorkers() throws InterruptedException {
        workers.stop(Duration.ofSeconds(5));
    }

    @Test
    void acknowledgesAClaimWhenItsOutcomeIsPublished() {
        add(1, "20200125");

        workers.start(2);

        await().until(() -> acknowledged.equals(List.of("1")));
        assertThat(jobEvents.validated()).hasSize(1);
        assertThat(meters.counter("sluice.validation.rows").count()).isEqualTo(2);
        assertThat(meters.get("sluice.validation.jobs")
                        .tag("outcome", "success")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void keepsTheOrderOfOneDayThroughOutages() {
        for (int version = 1; version <= 20; version++) {
            add(version, "20200125");
        }
        jobEvents.failNext(5);

        workers.start(3);

        await().until(() -> acknowledged.size() == 20);
        assertThat(jobEvents.validated().stream().map(UploadValidated::job).map(JobRef::jobId))
                .isSorted()
                .hasSize(20);
    }

    @Test
    void losesNothingWhileEverythingIsUnavailable() {
        volume.setUnavailable(true);
        schemas.setUnavailable(true);
        for (int day = 1; day <= 9; day++) {
            add(day, "2020010" + day);
        }
        workers.start(2);
        await().until(() -> queue.waiting() > 0);

        schemas.setUnavailable(false);
        volume.setUnavailable(false);

        await().until(() -> acknowledged.size() == 9);
        assertThat(jobEvents.validated()).hasSize(9);
    }

    /// A swap that data-service refuses is tried again without end, so somebody must hear of it.
    @Test
    void measuresForHowLongAStoredOutcomeWaits() {
        data.setRefusing(true);
        add(1, "20200125");
        add(2, "20200126");
        var age = meters.get("sluice.validation.unpublished.age").gauge();
        assertThat(age.value()).isZero();
        workers.start(1);
        await().until(() -> age.value() > 0.1);

        data.setRefusing(false);

        await().until(() -> acknowledged.size() == 2);
        await().until(() -> age.value() == 0);
    }

    @Test
    void logsAnOutageOnceForAllFiles() {
        volume.setUnavailable(true);
        for (int day = 1; day <= 9; day++) {
            add(day, "2020010" + day);
        }

        try (var logged = new LoggedLines()) {
            workers.start(1);
            await().until(() -> volume.refusals() >= 4);
            volume.setUnavailable(false);
            await().until(() -> acknowledged.size() == 9);
            await().until(() -> logged.of(Workers.class.getName()).contains("INFO files are validated again"));

            assertThat(logged.of(Workers.class.getName()))
                    .filteredOn(line -> !line.startsWith("INFO file validated"))
                    .hasSize(2)
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("WARN")
                                    .contains(" files wait for a dependency and are tried again until it works ")
                                    .endsWith("cause=\"the volume is unavailable\""),
                            line -> assertThat(line).isEqualTo("INFO files are validated again"));
        }
    }

    @Test
    void endsAJobWhoseFileIsLostAndContinues() {
        add(1, "20200125");
        volume.remove(VolumePaths.claimed(claim(1, "20200125").job()));
        add(2, "20200125");

        workers.start(1);

        await().until(() -> acknowledged.equals(List.of("1", "2")));
        assertThat(jobEvents.validated())
                .extracting(UploadValidated::errorMessage)
                .containsExactly(Optional.of("Could not be checked; 1 error in 0 rows"), Optional.empty());
        assertThat(meters.counter("sluice.validation.internal.errors").count()).isEqualTo(1);
        assertThat(deadLetters).isEmpty();
    }

    @Test
    void anOutcomeThatTheBrokerNeverTakesHoldsUpNoOther() {
        jobEvents.refuseAsTooLarge(
                outcome -> outcome.job().equals(claim(1, "20200125").job()));
        add(1, "20200125");
        add(2, "20200125");

        workers.start(1);

        await().until(() -> acknowledged.equals(List.of("2")));
        assertThat(deadLetters)
                .containsExactly("1: an event on upload-validated about %s is larger than Kafka takes"
                        .formatted(claim(1, "20200125").job().key()));
    }

    @Test
    void survivesAnUnexpectedFailure() {
        add(1, "20200125");
        outcomes.beforeStoring(() -> {
            outcomes.beforeStoring(() -> {});
            throw new IllegalStateException("a bug");
        });

        workers.start(1);

        await().until(() -> acknowledged.equals(List.of("1")));
        assertThat(workers.allAlive()).isTrue();
        assertThat(jobEvents.validated()).hasSize(1);
    }

    /// It happens beside the workers, where nobody waits for it.
    @Test
    void logsAClaimThatCannotBeSettled() {
        refused.add("1");
        add(1, "20200125");
        add(2, "20200125");

        try (var logged = new LoggedLines()) {
            workers.start(1);

            await().untilAsserted(() -> assertThat(logged.of(Workers.class.getName()))
                    .anyMatch(line -> line.startsWith(
                            "ERROR a claim could not be settled, it is delivered again after the next start")));
            await().until(() -> acknowledged.equals(List.of("2")));
        }
    }

    @Test
    void endsAJobThatExhaustsTheMemory() {
        add(1, "20200125");
        add(2, "20200126");
        outcomes.beforeStoring(() -> {
            throw new OutOfMemoryError("a file too many");
        });
        workers.start(1);
        await().until(() -> !jobEvents.progress().isEmpty());

        await().until(() -> acknowledged.size() == 2);

        assertThat(jobEvents.validated())
                .extracting(UploadValidated::errorMessage)
                .containsOnly(Optional.of("Could not be checked; 1 error in 0 rows"));
        assertThat(workers.allAlive()).isTrue();
    }

    private void add(int number, String date) {
        var claim = claim(number, date);
        volume.put(VolumePaths.claimed(claim.job()), GOOD, Claims.MODIFIED);
        queue.add(new Task<>(
                claim.job().accountId().value(),
                claim.job().key(),
                TaskSize.SMALL,
                new ClaimedWork(new UploadJob(claim), new Delivery() {
                    @Override
                    public void acknowledge() {
                        if (refused.contains(Integer.toString(number))) {
                            throw new IllegalStateException("the consumer is closed");
                        }
                        acknowledged.add(Integer.toString(number));
                    }

                    @Override
                    public void deadLetter(String reason) {
                        deadLetters.add(number + ": " + reason);
                    }
                })));
    }

    private static UploadClaimed claim(int number, String date) {
        var ref = new JobRef(
                new JobId("0193f00000007000800000000000%04d".formatted(number)),
                Claims.ACCOUNT,
                Claims.order(0).job().sourceType(),
                DataDate.of(date).orElseThrow(),
                date + "_order.csv");
        return UploadClaimed.of(
                ref, GOOD.length(), Claims.MODIFIED, Claims.RECEIVED, Claims.RECEIVED.plusSeconds(number));
    }
}
