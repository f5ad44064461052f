package io.sluice.batch.upload;

import io.sluice.contracts.batch.Md5;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// Compares a header `Content-Md5` with the checksum of the batch, and names the usual mistakes.
final class ContentMd5 {
    private static final int MD5_BYTES = 16;
    private static final int LONGEST_SHOWN = 100;

    private ContentMd5() {}

    /// What is wrong with it; empty when it is the declared checksum.
    static Optional<String> complaint(String header, Md5 declared) {
        var sent = header.strip();
        if (sent.equals(declared.base64())) {
            return Optional.empty();
        }
        return Optional.of(mistake(sent, declared)
                + " The batch was allocated with %s, so Content-Md5 must be %s."
                        .formatted(declared, declared.base64()));
    }

    private static String mistake(String sent, Md5 declared) {
        if (sent.toLowerCase(Locale.ROOT).equals(declared.hex())) {
            return "Content-Md5 is the checksum in hex, expected the base64 of its 16 bytes.";
        }
        var decoded = decode(sent);
        if (new String(decoded, StandardCharsets.ISO_8859_1).strip().equalsIgnoreCase(declared.hex())) {
            return "Content-Md5 is the base64 of the 32 hex digits, expected the base64 of the 16 bytes that they stand for.";
        }
        if (HexFormat.of().formatHex(decoded).equals(declared.hex())) {
            return mistakeInForm(sent);
        }
        return decoded.length == MD5_BYTES
                ? "Content-Md5 is that of another file: %s."
                        .formatted(HexFormat.of().formatHex(decoded))
                : "Content-Md5 is \"%s\", expected the base64 of the 16 MD5 bytes of the file."
                        .formatted(sent.substring(0, Math.min(sent.length(), LONGEST_SHOWN)));
    }

    /// The bytes are right, but not in the usual form, which S3 requires, too.
    private static String mistakeInForm(String sent) {
        if (isOfAddresses(sent)) {
            return "Content-Md5 is the base64 for addresses, expected + and / in place of - and _.";
        }
        return sent.endsWith("==")
                ? "Content-Md5 has a last character before == that no encoder writes, expected the base64 of the 16 MD5 bytes."
                : "Content-Md5 lacks its padding, expected == at its end.";
    }

    private static boolean isOfAddresses(String sent) {
        return sent.indexOf('-') >= 0 || sent.indexOf('_') >= 0;
    }

    /// With or without padding, in either alphabet (RFC 4648 sections 4 and 5).
    private static byte[] decode(String sent) {
        try {
            return (isOfAddresses(sent) ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(sent);
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }
}
