package io.sluice.web.parameter;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A cursor: says where a page ended, in text that means nothing to the client.
public final class OpaqueText {
    private OpaqueText() {}

    /// Encodes a place.
    ///
    /// @param plain ASCII
    public static String write(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /// Decodes a place; empty when the text is not Base64. A client can forge it, so its content is checked.
    public static Optional<String> read(String text) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
