package io.sluice.validator.dryrun;

import io.sluice.engine.ValidationPlan;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Checks a request body as it arrives, in constant memory. It reads the body to its end, as HTTP clients
/// expect.
final class DryRun {
    private static final int BUFFER_BYTES = 256 * 1024;

    private DryRun() {}

    /// The report, or empty if the body is larger than allowed.
    ///
    /// @param memory for the unique values of the body
    static Optional<Report> check(InputStream body, ValidationPlan plan, KeyMemory memory, long maxBytes)
            throws IOException {
        try (var run = plan.newRun(memory)) {
            var buffer = new byte[BUFFER_BYTES];
            var size = 0L;
            for (var length = body.read(buffer); length >= 0; length = body.read(buffer)) {
                size += length;
                if (size > maxBytes) {
                    return Optional.empty();
                }
                if (!run.ended()) {
                    run.accept(buffer, 0, length);
                }
            }
            return Optional.of(run.finish());
        }
    }
}
