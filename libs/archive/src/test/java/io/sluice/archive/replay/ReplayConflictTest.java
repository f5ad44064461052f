package io.sluice.archive.replay;

import static io.sluice.archive.replay.ReplayScene.ACME;
import static io.sluice.archive.replay.ReplayScene.FILE;
import static io.sluice.archive.replay.ReplayScene.JOB;
import static io.sluice.archive.replay.ReplayScene.REFUSED;
import static io.sluice.archive.replay.ReplayScene.job;
import static io.sluice.archive.replay.ReplayScene.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.api.ReplayRequest;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import io.sluice.contracts.limit.ReadOnlyAccounts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What keeps a file from being replayed.
class ReplayConflictTest {
    private final ReplayScene scene = new ReplayScene();

    @Test
    void laterFileThatWaitsIsAConflict() {
        scene.refused(JOB, REFUSED, FILE);
        scene.volume.putFolders("/accounts/acme/sources/order");
        scene.volume.put("/accounts/acme/sources/order/20200125_order.tsv", "id\n2\n");

        assertThat(scene.replay.replay(request()))
                .isEqualTo(new ReplayResult.LaterAttempt(
                        "A newer file of the same day waits: /sources/order/20200125_order.tsv."));
    }

    @Test
    void laterAttemptThatRunsIsAConflict() {
        scene.refused(JOB, REFUSED, FILE);
        scene.claimed(job(Archived.job(3)));
        scene.volume.putFolders("/processing/acme/" + Archived.job(4));
        scene.volume.put("/processing/acme/" + Archived.job(4) + "/20200126_order.csv", "id\n2\n");

        assertThat(scene.replay.replay(request()))
                .isEqualTo(new ReplayResult.LaterAttempt(
                        "Job %s is a later attempt of the same day and is being checked.".formatted(Archived.job(3))));
    }

    @Test
    void earlierAttemptThatRunsIsNoConflict() {
        scene.refused(JOB, REFUSED, FILE);
        scene.claimed(job(Archived.job(0)));

        assertThat(scene.replay.replay(request())).isInstanceOf(ReplayResult.Claimed.class);
    }

    @Test
    void laterAttemptThatEndedAMomentAgoIsAConflict() {
        scene.refused(JOB, REFUSED, FILE);
        scene.lastReleased = Optional.of(new JobId(Archived.job(2)));

        assertThat(scene.replay.replay(request()))
                .isEqualTo(new ReplayResult.LaterAttempt(
                        "Job %s is a later attempt of the same day and has ended.".formatted(Archived.job(2))));
    }

    @Test
    void laterAttemptThatTheHistoryShowsIsAConflict() {
        scene.refused(JOB, REFUSED, FILE);

        assertThat(scene.replay.replay(new ReplayRequest(JOB, false, Optional.of("There is one."), Optional.empty())))
                .isEqualTo(new ReplayResult.LaterAttempt("There is one."));
    }

    @Test
    void laterAttemptIsReplacedByForce() {
        scene.refused(JOB, REFUSED, FILE);
        scene.claimed(job(Archived.job(3)));

        var result = scene.replay.replay(new ReplayRequest(JOB, true, Optional.of("There is one."), Optional.empty()));

        assertThat(result).isInstanceOf(ReplayResult.Claimed.class);
    }

    @Test
    void accountOverALimitReplaysNothing() {
        scene.refused(JOB, REFUSED, FILE);
        scene.volume.putFolders("/limits");
        scene.volume.put(
                "/limits/read-only.json",
                new ReadOnlyAccounts(List.of(new ReadOnlyAccounts.Entry(
                                ACME, Limit.WORKSPACE, scene.time.instant(), Optional.empty())))
                        .json());

        var result = scene.replay.replay(new ReplayRequest(JOB, true, Optional.empty(), Optional.of("k")));
        scene.volume.put("/limits/read-only.json", ReadOnlyAccounts.NONE.json());

        assertThat(result).isEqualTo(new ReplayResult.OverLimit());
        assertThat(scene.replay.replay(request("k"))).isInstanceOf(ReplayResult.Claimed.class);
    }
}
