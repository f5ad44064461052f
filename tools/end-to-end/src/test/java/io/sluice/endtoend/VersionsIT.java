package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.faults.Versions;
import io.sluice.devstack.faults.Versions.Way;
import io.sluice.devstack.stack.Stack;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A client deletes its files and uploads new versions while the old ones are claimed. The latest attempt of
/// every day is the version that it uploaded last.
@ExtendWith(SharedStack.class)
@Tag("every-server")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class VersionsIT {

    private final Stack stack;

    VersionsIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void lastVersionWinsWhenItIsRenamedOntoTheName() {
        assertThat(Versions.run(stack, Way.RENAME, Duration.ofMillis(300), 20).wrongDays())
                .isEmpty();
    }

    @ParameterizedTest
    @Tag("long")
    @CsvSource({"PUT, 0", "PUT, 100", "PUT, 250", "PUT, 300", "PUT, 500", "RENAME, 0", "RENAME, 250", "RENAME, 500"})
    void lastVersionWinsWhateverTheGap(Way way, int milliseconds) {
        assertThat(Versions.run(stack, way, Duration.ofMillis(milliseconds), 60).wrongDays())
                .isEmpty();
    }
}
