package io.sluice.job.attempt;

import io.sluice.contracts.file.JobId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Where a page of the history ended, as text that means nothing to its reader.
final class Cursor {
    private static final String PREFIX = "after:";

    private Cursor() {}

    static String after(JobId last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((PREFIX + last).getBytes(StandardCharsets.US_ASCII));
    }

    /// The last job of the page before; empty when the text is no cursor.
    static Optional<JobId> read(String text) {
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
        var plain = new String(decoded, StandardCharsets.ISO_8859_1);
        return plain.startsWith(PREFIX) ? JobId.of(plain.substring(PREFIX.length())) : Optional.empty();
    }
}
