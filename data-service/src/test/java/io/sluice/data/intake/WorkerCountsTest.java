package io.sluice.data.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WorkerCountsTest {

    @Test
    void startsOneWorkerPerCoreAndHalfOfThemForBigBatches() {
        assertThat(WorkerCounts.of(OptionalInt.empty(), OptionalInt.empty(), 8)).isEqualTo(new WorkerCounts(8, 4));
        assertThat(WorkerCounts.of(OptionalInt.empty(), OptionalInt.empty(), 1)).isEqualTo(new WorkerCounts(2, 1));
    }

    @Test
    void keepsOneWorkerForSmallBatches() {
        assertThatThrownBy(() -> WorkerCounts.of(OptionalInt.of(4), OptionalInt.of(4), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sluice.import.big-batches is 4, expected 1 to 3: of the 4 workers one is kept for small batches");
    }
}
