package io.sluice.job.history;

import io.sluice.contracts.file.JobId;
import io.sluice.web.parameter.OpaqueText;
import java.util.Optional;

/// Where a page of the history ended, as opaque text.
final class HistoryCursor {
    private static final String PREFIX = "after:";

    private HistoryCursor() {}

    static String after(JobId last) {
        return OpaqueText.write(PREFIX + last);
    }

    /// The last job of the previous page; empty when the text is no cursor.
    static Optional<JobId> read(String text) {
        return OpaqueText.read(text)
                .filter(plain -> plain.startsWith(PREFIX))
                .flatMap(plain -> JobId.of(plain.substring(PREFIX.length())));
    }
}
