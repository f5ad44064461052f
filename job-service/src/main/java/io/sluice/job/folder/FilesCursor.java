package io.sluice.job.folder;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Where a page of files ended, as opaque text: the last path.
final class FilesCursor {
    private FilesCursor() {}

    static String after(String lastPath) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lastPath.getBytes(StandardCharsets.UTF_8));
    }

    /// The last path of the previous page; empty when the text is no cursor.
    static Optional<String> read(String text) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8))
                    .filter(path -> path.indexOf('\0') < 0);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
