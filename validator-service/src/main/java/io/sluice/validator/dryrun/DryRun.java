package io.sluice.validator.dryrun;

import io.sluice.engine.ValidationPlan;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.report.Report;
import java.io.IOException;
import java.io.InputStream;

/// Checks a body in constant memory.
final class DryRun {
    private static final int BUFFER_BYTES = 256 * 1024;

    private DryRun() {}

    /// @param memory for the unique values of the body
    static Report check(InputStream body, ValidationPlan plan, KeyMemory memory) throws IOException {
        try (var run = plan.newRun(memory)) {
            var buffer = new byte[BUFFER_BYTES];
            for (var length = body.read(buffer); length >= 0 && !run.ended(); length = body.read(buffer)) {
                run.accept(buffer, 0, length);
            }
            return run.finish();
        }
    }
}
