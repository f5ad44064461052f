package io.sluice.engine.batch;

import io.sluice.engine.schema.Normalization;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/// The hash that stands for a sensitive value: SHA-256 of its normalised text as hex digits, or HMAC-SHA-256
/// where the account has a key. Not thread-safe.
public final class SensitiveHash {
    private static final int BYTES = 32;
    /// Of a hash as hex digits.
    static final int LENGTH = 2 * BYTES;

    private static final String DIGITS = "0123456789abcdef";

    private final @Nullable Mac mac;
    private final MessageDigest digest;
    private final byte[] hash = new byte[BYTES];
    private final byte[] hex = new byte[LENGTH];

    /// @param key of the account, if it has one
    public SensitiveHash(Optional<HashKey> key) {
        mac = key.isPresent() ? key.get().newMac() : null;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// The 64 hex digits of a text, in an array that is overwritten by the next call.
    byte[] of(JsonText text, Normalization normalization) {
        return of(text.bytes(), text.from(), text.to(), normalization);
    }

    /// The same for the UTF-8 text between `from` and `to`.
    public byte[] of(byte[] bytes, int from, int to, Normalization normalization) {
        if (normalization == Normalization.NONE) {
            update(bytes, from, to - from);
        } else {
            byte[] normalized = normalization
                    .normalize(new String(bytes, from, to - from, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            update(normalized, 0, normalized.length);
        }
        complete();
        for (int i = 0; i < BYTES; i++) {
            hex[2 * i] = (byte) DIGITS.charAt((hash[i] >> 4) & 0xF);
            hex[2 * i + 1] = (byte) DIGITS.charAt(hash[i] & 0xF);
        }
        return hex;
    }

    private void update(byte[] bytes, int from, int length) {
        if (mac == null) {
            digest.update(bytes, from, length);
        } else {
            mac.update(bytes, from, length);
        }
    }

    private void complete() {
        try {
            if (mac == null) {
                digest.digest(hash, 0, BYTES);
            } else {
                mac.doFinal(hash, 0);
            }
        } catch (DigestException | ShortBufferException impossible) {
            throw new IllegalStateException("the array has the length of the hash", impossible);
        }
    }
}
