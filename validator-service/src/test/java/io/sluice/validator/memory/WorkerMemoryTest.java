package io.sluice.validator.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkerMemoryTest {
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void givesEachWorkerAFullRowGroupInALargeHeap() {
        var memory = new WorkerMemory(4096 * MEBIBYTE, 4);

        assertThat(memory.rowGroupBytes()).isEqualTo(32 * MEBIBYTE);
        assertThat(memory.partBytes()).isEqualTo(8 * MEBIBYTE);
    }

    @Test
    void leavesAFifthOfASmallHeapToTheRest() {
        assertThat(takenBy(256, 2)).isLessThan(0.7);
        assertThat(takenBy(614, 16)).isLessThan(0.8);
    }

    /// What all jobs and dry runs take of the heap.
    private static double takenBy(long mebibytes, int workers) {
        var heap = mebibytes * MEBIBYTE;
        var memory = new WorkerMemory(heap, workers);
        var unique = new UniqueMemory(64 * MEBIBYTE, 16 * MEBIBYTE, heap, Path.of("/spills"));
        var ofWorker = memory.rowGroupBytes() * 3 / 2
                + memory.partBytes()
                + unique.ofJob(workers).bytes();
        return (double) (workers * ofWorker + 4 * unique.ofDryRun(4).bytes()) / heap;
    }
}
