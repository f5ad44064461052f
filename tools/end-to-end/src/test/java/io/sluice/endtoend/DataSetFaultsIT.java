package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.faults.CorrectedDay;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each part of a swap may be killed at any moment: a reader sees the day's old version or the new one. The
/// long form is the case `data-sets` of `./sluice faults`.
@ExtendWith(SharedStack.class)
@Tag("server-blind")
@ResourceLock(SharedStack.PARTS)
class DataSetFaultsIT {

    @ParameterizedTest
    @EnumSource(names = {"DATA_SERVICE", "POSTGRES"})
    void aDayIsAlwaysOneVersionWhileAPartIsKilled(Part part, Stack stack) {
        var result = CorrectedDay.run(stack, List.of(part), 1);

        assertThat(result.wrong()).isEmpty();
        assertThat(result.looks()).isPositive();
    }
}
