package io.sluice.job.attempt;

import io.sluice.contracts.file.JobId;
import io.sluice.web.parameter.OpaqueText;
import java.util.Optional;

/// Where a page of the history ended, as text that means nothing to its reader.
final class Cursor {
    private static final String PREFIX = "after:";

    private Cursor() {}

    static String after(JobId last) {
        return OpaqueText.write(PREFIX + last);
    }

    /// The last job of the page before; empty when the text is no cursor.
    static Optional<JobId> read(String text) {
        return OpaqueText.read(text)
                .filter(plain -> plain.startsWith(PREFIX))
                .flatMap(plain -> JobId.of(plain.substring(PREFIX.length())));
    }
}
