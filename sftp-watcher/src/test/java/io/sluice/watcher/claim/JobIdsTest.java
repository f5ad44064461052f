package io.sluice.watcher.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.fixtures.volume.FakeTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobIdsTest {

    @Test
    void idsOfOneMillisecondSortAsTheyWereMade() {
        var ids = new JobIds(new FakeTime());

        assertThat(Stream.generate(ids::next).limit(1_000)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idHoldsItsTime() {
        var time = new FakeTime();

        assertThat(JobIds.madeAt(new JobIds(time).next())).isEqualTo(time.instant());
    }
}
