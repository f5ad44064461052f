package io.sluice.archive.replay;

import static io.sluice.archive.replay.ReplayScene.FILE;
import static io.sluice.archive.replay.ReplayScene.JOB;
import static io.sluice.archive.replay.ReplayScene.REFUSED;
import static io.sluice.archive.replay.ReplayScene.claimed;
import static io.sluice.archive.replay.ReplayScene.job;
import static io.sluice.archive.replay.ReplayScene.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.api.ReplayRequest;
import io.sluice.fixtures.volume.Steps;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same request again, also after a crash in the middle of the first one.
class ReplayRepeatTest {
    private final ReplayScene scene = new ReplayScene();

    @Test
    void repeatWithTheSameKeyMakesNoSecondJob() {
        scene.refused(JOB, REFUSED, FILE);
        var first = scene.replay(request("k"));

        // The first replay is a later attempt now.
        var repeat = scene.replay.replay(new ReplayRequest(JOB, false, Optional.of("There is one."), Optional.of("k")));

        assertThat(repeat).isEqualTo(new ReplayResult.Claimed(first));
        assertThat(scene.announced).containsExactly(first);
    }

    @Test
    void repeatAfterTheEndMakesNoSecondJob() {
        scene.refused(JOB, REFUSED, FILE);
        var first = scene.replay(request("k"));
        scene.volume.delete(claimed(first));

        assertThat(scene.replay(request("k"))).isEqualTo(first);
    }

    @Test
    void keyOfAnotherReplayIsAConflict() {
        scene.refused(JOB, REFUSED, FILE);
        scene.replay(request("k"));

        assertThat(scene.replay.replay(
                        new ReplayRequest(job(Archived.job(2)), false, Optional.empty(), Optional.of("k"))))
                .isEqualTo(new ReplayResult.ForeignKey(JOB.jobId().value()));
    }

    @Test
    void keyIsFreeAfterARefusal() {
        scene.replay.replay(request("k"));
        scene.refused(JOB, REFUSED, FILE);

        assertThat(scene.replay.replay(request("k"))).isInstanceOf(ReplayResult.Claimed.class);
    }

    /// The process dies at every step in turn; the client repeats its request some minutes later.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void repeatAfterACrashMakesOneJobOfWholeBytes(boolean afterTheStep) {
        var died = 0;
        var claims = new HashSet<Integer>();
        for (int step = 1; step <= 25; step++) {
            var other = new ReplayScene();
            other.refused(JOB, REFUSED, FILE);
            other.steps.killAt(step, afterTheStep);
            try {
                other.replay(request("k"));
            } catch (Steps.Killed end) {
                died++;
            }
            other.steps.restart();
            var made = other.uploads();
            assertThat(made)
                    .allSatisfy(file -> assertThat(other.volume.text(file)).isEqualTo(FILE));
            claims.add(made.size());
            other.time.pass(Duration.ofMinutes(5));

            var claim = other.replay(request("k"));

            assertThat(other.uploads()).as("step %d", step).containsExactly(claimed(claim));
            assertThat(other.volume.text(claimed(claim))).isEqualTo(FILE);
            assertThat(other.volume.text(REFUSED)).isEqualTo(FILE);
        }
        assertThat(died).isGreaterThan(8);
        assertThat(claims).isEqualTo(Set.of(0, 1));
    }

    @Test
    void repeatRightAfterACrashWaits() {
        scene.refused(JOB, REFUSED, FILE);
        scene.steps.killAt(8, false);
        try {
            scene.replay(request("k"));
        } catch (Steps.Killed end) {
            scene.steps.restart();
        }

        assertThat(scene.replay.replay(request("k"))).isEqualTo(new ReplayResult.AtWork());
    }
}
