package io.sluice.web.parameter;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Text that means nothing to who carries it: a cursor, which says where a page ended.
public final class OpaqueText {
    private OpaqueText() {}

    /// The text for it.
    ///
    /// @param plain ASCII
    public static String write(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /// What was written; empty when the text cannot come from here. Anybody can make up text that can.
    public static Optional<String> read(String text) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
