package io.sluice.engine.batch;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key of an account for HMAC-SHA-256 (RFC 2104). Immutable; no text shows it.
public final class HashKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 32;

    private final SecretKeySpec key;

    /// @param bytes 32 or more
    public HashKey(byte[] bytes) {
        if (bytes.length < SHORTEST) {
            throw new IllegalArgumentException(
                    "the key has %d bytes, expected %d or more".formatted(bytes.length, SHORTEST));
        }
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    Mac newMac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }
}
