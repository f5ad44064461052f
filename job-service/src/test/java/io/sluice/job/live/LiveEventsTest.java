package io.sluice.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.job.history.Job;
import io.sluice.job.history.JobDocument;
import io.sluice.job.live.LiveEvent.Change;
import io.sluice.job.parts.TestJob;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.BackPressureFailure;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LiveEventsTest {
    private static final AccountId ACCOUNT = new AccountId("acme");
    private static final Instant CLAIM = Instant.ofEpochSecond(1_621_563_084);

    private final LiveEvents events = new LiveEvents();
    private final TestJob job = TestJob.of(ACCOUNT, "order", "20200125", CLAIM);

    @Test
    void passesOnlyTheAccountsEventsToAStream() {
        var stream = events.of(ACCOUNT, 10).subscribe().withSubscriber(AssertSubscriber.create(10));
        var own = event(Change.CLAIMED, Job.of(job.claimed()));

        events.publish(event(
                Change.CLAIMED,
                Job.of(TestJob.of(new AccountId("other"), "order", "20200125", CLAIM)
                        .claimed())));
        events.publish(own);

        assertThat(stream.getItems()).containsExactly(own);
    }

    @Test
    void dropsEventsAfterTheEndOfAJob() {
        var stream = events.of(ACCOUNT, 10).subscribe().withSubscriber(AssertSubscriber.create(10));
        var end = event(Change.FINISHED, Job.of(job.succeeded(5)));

        events.publish(end);
        events.publish(event(Change.PROGRESS, Job.of(job.progressed(3, 3))));
        events.publish(end);

        assertThat(stream.getItems()).containsExactly(end);
    }

    @Test
    void failsTheStreamOfASlowReader() {
        var stream = events.of(ACCOUNT, 2).subscribe().withSubscriber(AssertSubscriber.create(0));

        for (int rows = 0; rows < 4; rows++) {
            events.publish(event(Change.PROGRESS, Job.of(job.progressed(rows, rows))));
        }

        assertThat(stream.awaitFailure().getFailure()).isInstanceOf(BackPressureFailure.class);
    }

    private static LiveEvent event(Change change, Job job) {
        return new LiveEvent(job.ref().accountId(), job.ref().jobId(), change, JobDocument.of(job, "Order"));
    }
}
