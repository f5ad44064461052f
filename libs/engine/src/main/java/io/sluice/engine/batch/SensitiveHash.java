package io.sluice.engine.batch;

import io.sluice.engine.schema.Normalization;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash that stands for a sensitive value: SHA-256 of its normalised text, as hex digits. Not
/// thread-safe.
final class SensitiveHash {
    private static final int BYTES = 32;
    private static final String DIGITS = "0123456789abcdef";

    private final MessageDigest digest;
    private final byte[] hash = new byte[BYTES];
    private final byte[] hex = new byte[2 * BYTES];

    SensitiveHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// The 64 hex digits of a text, in an array that is overwritten by the next call.
    byte[] of(JsonText text, Normalization normalization) {
        if (normalization == Normalization.NONE) {
            digest.update(text.bytes(), text.from(), text.length());
        } else {
            digest.update(normalization.normalize(text.toString()).getBytes(StandardCharsets.UTF_8));
        }
        try {
            digest.digest(hash, 0, BYTES);
        } catch (DigestException impossible) {
            throw new IllegalStateException("the array has the length of the hash", impossible);
        }
        for (int i = 0; i < BYTES; i++) {
            hex[2 * i] = (byte) DIGITS.charAt((hash[i] >> 4) & 0xF);
            hex[2 * i + 1] = (byte) DIGITS.charAt(hash[i] & 0xF);
        }
        return hex;
    }
}
