package io.sluice.contracts.batch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The MD5 checksum of a batch's file: 32 lower-case hex digits.
public record Md5(@JsonValue String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Md5 {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "expected an MD5 checksum of 32 lower-case hex digits but got \"%s\"".formatted(hex));
        }
    }

    /// The checksum, when the text is one in hex, in any case.
    public static Optional<Md5> ofHex(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return FORM.matcher(lower).matches() ? Optional.of(new Md5(lower)) : Optional.empty();
    }

    /// The 16 bytes in base64, as `Content-MD5` has them.
    public String base64() {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    @Override
    public String toString() {
        return hex;
    }
}
