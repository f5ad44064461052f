package io.sluice.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.fixtures.volume.FakeTime;
import io.sluice.fixtures.volume.FakeVolume;
import io.sluice.fixtures.volume.Steps;
import io.sluice.volume.VolumeRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The order of attempts: it comes from the volume, whatever the clocks say.
class JobIdsTest {
    private final FakeTime time = new FakeTime();
    private final FakeVolume volume = new FakeVolume(time, new Steps());
    private final JobIds ids = new JobIds(volume, time);

    @Test
    void idsOfOneMillisecondSortAsTheyWereMade() {
        assertThat(Stream.generate(ids::next).limit(1_000)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsOfABatchSortAfterThoseBeforeAndBeforeThoseAfter() {
        var made = new ArrayList<>(ids.next(3));
        made.addAll(ids.next(3));
        made.add(ids.next());

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idHoldsItsTime() {
        assertThat(ids.next().moment()).isEqualTo(time.instant());
    }

    @Test
    void anotherProcessWithASlowClockGoesOn() {
        var before = ids.next();
        var behind = new FakeTime();
        behind.setClock(time.instant().minus(Duration.ofHours(1)));

        var after = new JobIds(volume, behind).next();

        assertThat(after).isGreaterThan(before);
    }

    @Test
    void aClockThatRanAheadChangesNoOrder() {
        var ahead = new FakeTime();
        ahead.setClock(time.instant().plus(Duration.ofDays(2)));
        var before = new JobIds(volume, ahead).next();

        var after = ids.next();

        assertThat(after).isGreaterThan(before);
    }

    @Test
    void twoProcessesTakeTurns() {
        var other = new JobIds(volume, time);

        assertThat(Stream.of(ids.next(), other.next(), ids.next(), other.next()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void momentLiesBetweenTheJobsBeforeAndAfter() {
        var before = ids.next();
        var moment = ids.moment();
        var after = ids.next();

        assertThat(moment).isBetween(before.moment(), after.moment());
        assertThat(moment).isNotIn(before.moment(), after.moment());
    }

    @Test
    void onAFullVolumeThereAreMomentsButNoJobs() {
        var before = ids.next();
        volume.full(true);

        var moment = ids.moment();

        assertThat(moment).isAfter(before.moment());
        assertThatThrownBy(ids::next).isInstanceOf(VolumeRefusedException.class);
        volume.full(false);
        assertThat(ids.next().moment()).isAfter(moment);
    }

    @Test
    void aDamagedCounterStopsAndSaysWhatToDo() {
        volume.putFolders(VolumePaths.RELEASED);
        volume.put(VolumePaths.NEWEST_JOB, "?");

        assertThatThrownBy(ids::next)
                .hasMessageStartingWith(
                        "expected the number of the newest job in /released/newest-job but got \"?\"; nothing is claimed until it is right.");
    }
}
