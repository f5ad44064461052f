package io.sluice.validator.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.key.KeyMemory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UniqueMemoryTest {
    private static final Path FOLDER = Path.of("/spills");

    @Test
    void givesEachItsOwnAsConfigured() {
        var memory = new UniqueMemory(64, 16, 1_000, FOLDER);

        assertThat(memory.ofJob(2)).isEqualTo(new KeyMemory(64, FOLDER));
        assertThat(memory.ofDryRun(4)).isEqualTo(new KeyMemory(16, FOLDER));
    }

    @Test
    void leavesRoomInASmallHeap() {
        var memory = new UniqueMemory(64, 16, 200, FOLDER);

        assertThat(memory.ofJob(4)).isEqualTo(new KeyMemory(12, FOLDER));
        assertThat(memory.ofDryRun(4)).isEqualTo(new KeyMemory(10, FOLDER));
    }
}
