package io.sluice.watcher.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.archive.WorkspaceUse;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.fixtures.LoggedLines;
import io.sluice.objects.report.CheckFailure;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UploadValidatedConsumerTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String JOB = "0193f000000070008000000000000001";
    private static final String CLAIMED = "/processing/acme/" + JOB + "/20200125_order.csv";
    private static final String RELEASED = "/accounts/acme/processed/order/20200125_order.csv";
    private static final String MOVE = "rename " + CLAIMED;

    private final World world = new World();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final UploadValidatedConsumer consumer = new UploadValidatedConsumer(
            new ReleaseUpload(world.volume(), (account, job) -> Optional.empty(), world.events(), world.time()),
            new CurrentOutcome(world.volume(), world.outcomes()),
            new RecentReleases(),
            new WorkspaceUse() {
                @Override
                public Optional<UsageMeasured.Meter> of(AccountId account) {
                    return Optional.empty();
                }

                @Override
                public void changed(AccountId account) {}
            },
            meters);

    @Test
    void releaseOnAFullVolumeIsTriedAgainUntilThereIsRoom() throws Exception {
        world.volume().putFolders("/processing/acme/" + JOB);
        world.volume().put(CLAIMED, "a\n");
        var refusals = new AtomicInteger();
        world.volume().before(MOVE, () -> refuse(refusals));

        consumer.consume(json()).await().atMost(LONG);

        assertThat(refusals).hasValue(3);
        assertThat(world.volume().files("/accounts")).containsExactly(RELEASED);
        assertThat(world.events().of(JobFinished.class)).hasSize(1);
    }

    @Test
    void releaseThatTheVolumeDeniesDoesNotDelayOthers() {
        world.volume().putFolders("/processing/acme/" + JOB);
        world.volume().put(CLAIMED, "a\n");
        world.volume().before(MOVE, () -> {
            throw VolumeRefusedException.permissionDenied("cannot rename: Permission denied", null);
        });

        try (var logged = new LoggedLines()) {
            var failure = catchThrowable(() -> consumer.consume(json()).await().atMost(LONG));

            assertThat(failure).hasMessage("cannot rename: Permission denied");
            assertThat(meters.counter("sluice.releases.refused").count()).isEqualTo(1);
            assertThat(world.volume().files("/processing")).containsExactly(CLAIMED);
            assertThat(logged.of(UploadValidatedConsumer.class.getName()))
                    .singleElement()
                    .asString()
                    .contains("the volume denies to release a file", "cause=\"cannot rename: Permission denied\"");
        }
    }

    @Test
    void endThatTheBrokerNeverTakesDoesNotDelayOthers() {
        world.volume().putFolders("/processing/acme/" + JOB);
        world.volume().put(CLAIMED, "a\n");
        world.events().refuseAsTooLarge(event -> event instanceof JobFinished);

        var failure = catchThrowable(() -> consumer.consume(json()).await().atMost(LONG));

        assertThat(failure).hasMessage("an event on a-topic about acme is larger than Kafka takes");
        assertThat(world.volume().files("/accounts")).containsExactly(RELEASED);
        assertThat(meters.counter("sluice.releases.refused").count()).isZero();
    }

    @Test
    void releaseWithoutItsFoldersDoesNotDelayOthers() {
        world.volume().putFolders("/processing/acme/" + JOB);
        world.volume().put(CLAIMED, "a\n");
        world.volume().before(MOVE, () -> {
            throw new VolumePathMissingException("cannot rename: No such file", null);
        });

        var failure = catchThrowable(() -> consumer.consume(json()).await().atMost(LONG));

        assertThat(failure).hasMessage("cannot rename: No such file");
        assertThat(meters.counter("sluice.releases.refused").count()).isEqualTo(1);
    }

    @Test
    void deadLetterOfAnOutcomeThatWasReplacedEndsTheJobAsTheNewOneSays() throws Exception {
        world.volume().putFolders("/processing/acme/" + JOB);
        world.volume().put(CLAIMED, "a\n");
        world.volume().put("/processing/acme/" + JOB + "/announced", "96");
        var claim = UploadClaimed.of(
                SluiceJson.mapper().readValue(json(), UploadValidated.class).job(),
                2,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);
        world.outcomes().replace(CheckFailure.UNRELEASED.outcomeOf(claim, Instant.EPOCH, Instant.EPOCH));

        consumer.consume(json()).await().atMost(LONG);

        assertThat(world.events().of(JobFinished.class)).singleElement().satisfies(finished -> {
            assertThat(finished.validated().outcome()).isEqualTo(Outcome.FAILED);
            assertThat(finished.path()).contains("/invalid/order/20200125_order.csv");
        });
    }

    private void refuse(AtomicInteger refusals) {
        if (refusals.incrementAndGet() < 3) {
            world.volume().before(MOVE, () -> refuse(refusals));
            throw new VolumeRefusedException("cannot rename: Failure", null);
        }
    }

    private static String json() throws Exception {
        return SluiceJson.mapper()
                .writeValueAsString(new UploadValidated(
                        new JobRef(
                                new JobId(JOB),
                                World.ACME,
                                new SourceType("order"),
                                DataDate.of("20200125").orElseThrow(),
                                "20200125_order.csv"),
                        Outcome.SUCCESS,
                        "Order",
                        1,
                        1,
                        1,
                        0,
                        Optional.empty(),
                        List.of(),
                        false,
                        2,
                        Optional.of("00"),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Instant.EPOCH));
    }
}
