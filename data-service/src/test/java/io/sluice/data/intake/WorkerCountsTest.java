package io.sluice.data.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WorkerCountsTest {

    @Test
    void startsOneWorkerPerCoreAndHalfOfThemForBigBatches() {
        assertThat(WorkerCounts.of(OptionalInt.empty(), OptionalInt.empty(), 8, 20))
                .isEqualTo(new WorkerCounts(8, 4));
        assertThat(WorkerCounts.of(OptionalInt.empty(), OptionalInt.empty(), 1, 20))
                .isEqualTo(new WorkerCounts(2, 1));
    }

    @Test
    void keepsOneWorkerForSmallBatches() {
        assertThatThrownBy(() -> WorkerCounts.of(OptionalInt.of(4), OptionalInt.of(4), 2, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sluice.import.big-batches is 4, expected 1 to 3: of the 4 workers one is kept for small batches");
    }

    @Test
    void leavesConnectionsForTheOthers() {
        assertThat(WorkerCounts.of(OptionalInt.empty(), OptionalInt.empty(), 64, 24))
                .isEqualTo(new WorkerCounts(16, 8));
        assertThat(WorkerCounts.of(OptionalInt.of(16), OptionalInt.empty(), 2, 24))
                .isEqualTo(new WorkerCounts(16, 8));
        assertThatThrownBy(() -> WorkerCounts.of(OptionalInt.of(24), OptionalInt.empty(), 2, 24))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sluice.import.workers is 24, but quarkus.datasource.jdbc.max-size is 24: expected at most 16 workers, or 32 connections");
    }
}
